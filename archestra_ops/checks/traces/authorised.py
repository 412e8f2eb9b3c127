"""Does the endpoint take the login, or want one?"""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus

from archestra_ops.checks.check import id_of
from archestra_ops.checks.trace_probe import Traced
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)
REFUSALS = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})


def check(traced: Traced) -> Iterator[Finding]:
    """Report a refused span."""
    answer = traced.spans.answer
    if answer is None or answer.status not in REFUSALS:
        return
    said = f"{answer.status} {answer.reply!r}" if answer.reply else str(answer.status)
    if traced.settings.authorization is None:
        message = f"it wants a login, and none is sent: it answered {said}"
        hint = (
            "set ARCHESTRA_OTEL_EXPORTER_OTLP_AUTH_BEARER, or both ..._AUTH_USERNAME and "
            "..._AUTH_PASSWORD"
        )
    else:
        kind = traced.settings.authorization.reveal().partition(" ")[0].lower()
        message = f"it refuses the {kind} login: it answered {said}"
        hint = "ARCHESTRA_OTEL_EXPORTER_OTLP_AUTH_BEARER goes before user and password"
    yield Finding(
        check=ID,
        severity=Severity.ERROR,
        subject=traced.spans.subject,
        message=message,
        hint=hint,
    )
