"""Which metrics does the catalogue not have?"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.checks.check import id_of
from archestra_ops.checks.page import Page
from archestra_ops.checks.recognition import speakers
from archestra_ops.checks.wording import counted, listed
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)


def check(page: Page) -> Iterator[Finding]:
    """Count them and name some; a newer release may well have more.

    Names of the platform's other profiles are in the catalogue, too.
    """
    platform = page.platform
    known = platform.legacy.metrics
    unknown = [
        name for name in page.strangers if not (name in known or speakers(platform.name, name))
    ]
    if unknown and page.is_platforms:
        yield Finding(
            check=ID,
            severity=Severity.INFO,
            subject=page.subject,
            message=f"{counted(len(unknown), 'metric')} {'is' if len(unknown) == 1 else 'are'} not "
            f"in the catalogue: {listed(unknown)}",
            hint="`ops packs show` lists what is",
        )
