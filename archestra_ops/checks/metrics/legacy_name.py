"""Which metrics have the name that an older release gave them?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from archestra_ops.checks.check import id_of
from archestra_ops.checks.page import Page
from archestra_ops.checks.recognition import is_called, is_met, speakers
from archestra_ops.checks.wording import listed
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)


def check(page: Page) -> Iterator[Finding]:
    """Report each with its successor, and names of other profiles together.

    Those are as good as others where the page has the successor beside them.
    """
    others: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for old, new in page.platform.legacy.metrics.items():
        if old in page.names:
            successor = f"'{new}' now" if new else "gone without a successor"
            if page.platform.profile and (profiles := speakers(page.platform.name, old)):
                if not (is_called(page, new) or is_met(page)):
                    others[profiles].append(old)
                continue
            yield Finding(
                check=ID,
                severity=Severity.WARNING,
                subject=page.subject,
                message=f"'{old}' is the name of an older release: it is {successor}",
                hint="update the platform: what asks for the new name finds nothing here",
            )
    for profiles, names in others.items():
        yield _of_profile(page, names, profiles)


def _of_profile(page: Page, names: Sequence[str], profiles: Sequence[str]) -> Finding:
    """What to say of *names* that are those of other profiles."""
    successors = page.platform.legacy.metrics
    if len(names) == 1:
        new = successors[names[0]]
        here, are, their = f"'{new}'" if new else "nothing", "is a name", "its"
    else:
        are, their = "are names", "their"
        here = "others" if any(successors[name] for name in names) else "nothing"
    return Finding(
        check=ID,
        severity=Severity.WARNING,
        subject=page.subject,
        message=f"{listed(names)} {are} of the profile{'s' if len(profiles) > 1 else ''} "
        f"{listed(profiles)}: '{page.platform.profile}' has {here} in {their} place",
        hint="what asks for the one finds nothing of the other",
    )
