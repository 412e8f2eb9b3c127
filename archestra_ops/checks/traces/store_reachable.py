"""Can Tempo and Loki be asked?"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.checks.check import id_of
from archestra_ops.checks.trace_probe import Traced
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)


def check(traced: Traced) -> Iterator[Finding]:
    """Report a store that could not be asked."""
    for look in traced.looks:
        if look.problem:
            yield Finding(
                check=ID,
                severity=Severity.ERROR,
                subject=look.subject,
                message=f"{look.store} cannot be asked: {look.problem}",
                hint=look.hint,
            )
