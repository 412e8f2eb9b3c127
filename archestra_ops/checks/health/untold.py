"""Does anything that a process answers tell how it is?"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.checks.check import id_of
from archestra_ops.checks.probed import Probed
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)


def check(probed: Probed) -> Iterator[Finding]:
    """Report one that has none of the paths: it may be well, and it may be another program."""
    if probed.untold and probed.error is None:
        yield Finding(
            check=ID,
            severity=Severity.ERROR,
            subject=probed.target.subject,
            message=f"whether {probed.title} is well cannot be told: it has none of the paths that "
            "say so, and may be another program",
            hint="is the address right? if it is, whether its port is open is all that can be "
            "asked of it",
        )
