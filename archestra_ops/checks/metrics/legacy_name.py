"""Which metrics have the name that an older release gave them?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archestra_ops.checks.check import id_of
from archestra_ops.checks.page import Page
from archestra_ops.checks.recognition import speakers
from archestra_ops.checks.wording import listed
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)


def check(page: Page) -> Iterator[Finding]:
    """Report each with its successor."""
    for old, new in page.platform.legacy.metrics.items():
        if old in page.names:
            successor = f"'{new}' now" if new else "gone without a successor"
            if page.platform.profile and (profiles := speakers(page.platform.name, old)):
                yield _of_profile(page, old, new, profiles)
                continue
            yield Finding(
                check=ID,
                severity=Severity.WARNING,
                subject=page.subject,
                message=f"'{old}' is the name of an older release: it is {successor}",
                hint="update the platform: what asks for the new name finds nothing here",
            )


def _of_profile(page: Page, old: str, new: str, profiles: Sequence[str]) -> Finding:
    """What to say of a name that is that of another profile."""
    here = f"'{new}'" if new else "nothing"
    return Finding(
        check=ID,
        severity=Severity.WARNING,
        subject=page.subject,
        message=f"'{old}' is a name of the profile{'s' if len(profiles) > 1 else ''} "
        f"{listed(profiles)}: '{page.platform.profile}' has {here} in its place",
        hint="what asks for the one finds nothing of the other",
    )
