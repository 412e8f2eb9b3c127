"""Does the endpoint take a request and yet not what is in it?

https://opentelemetry.io/docs/specs/otlp/#partial-success: exporters do not send such spans again,
and the platform's says nothing of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.checks.check import id_of
from archestra_ops.checks.trace_probe import Sent, Traced
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)


def check(traced: Traced) -> Iterator[Finding]:
    """Report what was accepted and thrown away, and warnings that came with a 200."""
    yield from _of(traced.spans, "span")
    if traced.logs is not None:
        yield from _of(traced.logs, "log record")


def _of(sent: Sent, what: str) -> Iterator[Finding]:
    answer = sent.answer
    if answer is None or not answer.accepted or not answer.otlp:
        return
    if answer.rejected:
        why = answer.reply or "it does not say why"
        message = f"it answered {answer.status} and threw the {what} away (partialSuccess): {why}"
        severity, hint = Severity.ERROR, "the platform does not send it again, and does not log it"
    elif answer.reply:
        message = f"it took the {what} with a warning (partialSuccess): {answer.reply}"
        severity, hint = Severity.WARNING, "nothing was lost, but its operator should know"
    else:
        return
    yield Finding(check=ID, severity=severity, subject=sent.subject, message=message, hint=hint)
