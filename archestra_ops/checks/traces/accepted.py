"""Does the endpoint take a span?"""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus

from archestra_ops.checks.check import id_of
from archestra_ops.checks.trace_probe import Traced
from archestra_ops.checks.traces import authorised, protocol
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)
_HINTS: dict[int, str] = {
    HTTPStatus.BAD_REQUEST: "a backend that wants a tenant or another form says so here",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "a proxy before it limits the size of requests",
    HTTPStatus.TOO_MANY_REQUESTS: "it limits the rate: raise its limit for this tenant",
}


def check(traced: Traced) -> Iterator[Finding]:
    """Report a span that was not taken for another reason than login or protocol."""
    answer = traced.spans.answer
    if answer is None or answer.accepted or answer.status in authorised.REFUSALS:
        return
    if any(protocol.check(traced)):
        return
    said = f" {answer.reply!r}" if answer.reply else ""
    yield Finding(
        check=ID,
        severity=Severity.ERROR,
        subject=traced.spans.subject,
        message=f"it did not take a span: it answered {answer.status}{said}",
        hint=_HINTS.get(answer.status, "its log says more"),
    )
