"""Does the endpoint take log records as well?"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.checks.check import id_of
from archestra_ops.checks.trace_probe import Traced
from archestra_ops.checks.traces import log_address
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)


def check(traced: Traced) -> Iterator[Finding]:
    """Report log records that are not taken where spans are."""
    logs = traced.logs
    if logs is None or logs.accepted or not traced.spans.accepted:
        return
    if any(log_address.check(traced)):
        return  # which says why
    answer = logs.answer
    if answer is None:
        why = str(logs.error)
    else:
        why = f"it answered {answer.status}" + (f" {answer.reply!r}" if answer.reply else "")
    yield Finding(
        check=ID,
        severity=Severity.WARNING,
        subject=logs.subject,
        message=f"spans arrive, and log records do not: {why}",
        hint="a backend for traces alone takes no logs: send both to a collector, which has a "
        "pipeline for each",
    )
