"""Does the span that was sent arrive in Tempo?"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.checks.check import id_of
from archestra_ops.checks.trace_probe import Traced
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)


def check(traced: Traced) -> Iterator[Finding]:
    """Report a span that was taken and is not there."""
    look = traced.tempo
    if look is not None and not look.found and not look.problem:
        yield Finding(
            check=ID,
            severity=Severity.ERROR,
            subject=look.subject,
            message=f"a span was taken, and is not in Tempo after {look.waited:.0f} seconds",
            hint="does the collector's traces pipeline end in this Tempo, for this tenant, and do "
            "none of its processors sample? --wait allows more time",
        )
