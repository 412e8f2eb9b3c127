"""Does the log record that was sent arrive in Loki, with its trace id?"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.checks.check import id_of
from archestra_ops.checks.trace_probe import Traced
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)


def check(traced: Traced) -> Iterator[Finding]:
    """Report a record that was taken and cannot be found by its trace id."""
    look = traced.loki
    if look is not None and not look.found and not look.problem:
        yield Finding(
            check=ID,
            severity=Severity.ERROR,
            subject=look.subject,
            message="a log record was taken, and Loki does not find it by its trace id after "
            f"{look.waited:.0f} seconds",
            hint="does the collector's logs pipeline end in Loki's '/otlp', which keeps 'trace_id' "
            "as structured metadata and makes 'service.name' the label 'service_name'?",
        )
