"""Does the endpoint speak OTLP over HTTP, and not gRPC or something else?

The platform's exporter speaks HTTP only; the Helm chart's own example names the port of gRPC.
"""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from urllib.parse import urlsplit

from archestra_ops.checks.check import id_of
from archestra_ops.checks.trace_probe import Traced
from archestra_ops.errors import NotHttpError
from archestra_ops.findings import Finding, Severity
from archestra_ops.otlp import Answer

ID = id_of(__name__)
_GRPC = 4317
_NOT_THERE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED})
_MOVED = range(300, 400)
_NO_PATH = (
    "the platform adds '/v1/traces' to the endpoint: give it without, as in "
    "'http://collector:4318', or with the path that the backend documents"
)
_TO_HTTP = "the platform speaks OTLP over HTTP: name the collector's port 4318"


def check(traced: Traced) -> Iterator[Finding]:
    """Report an endpoint that is none for OTLP over HTTP."""
    sent = traced.spans
    why: tuple[str, str] | None = None
    if sent.error is not None:
        why = _unanswered(sent.url, is_http=not isinstance(sent.error, NotHttpError))
    elif sent.answer is not None:
        why = _answered(sent.answer)
    if why is not None:
        yield Finding(
            check=ID, severity=Severity.ERROR, subject=sent.subject, message=why[0], hint=why[1]
        )


def _unanswered(url: str, *, is_http: bool) -> tuple[str, str] | None:
    if urlsplit(url).port == _GRPC:
        return f"port {_GRPC} is the one for gRPC, and it does not answer over HTTP", _TO_HTTP
    if is_http:
        return None
    return "what listens there does not speak HTTP, as a server for gRPC does not", _TO_HTTP


def _answered(answer: Answer) -> tuple[str, str] | None:
    status = answer.status
    if status in _NOT_THERE:
        return (
            f"there is no OTLP at this path: it answered {status}",
            _NO_PATH,
        )
    if status == HTTPStatus.UNSUPPORTED_MEDIA_TYPE:
        return (
            f"it does not take OTLP in JSON, which the platform sends: it answered {status}",
            "put a collector between the platform and this backend",
        )
    if status in _MOVED:
        return (
            f"it answered with a redirect ({status}), which the platform does not follow",
            "give the address that it redirects to, with its https://",
        )
    if answer.accepted and not answer.otlp:
        return (
            f"it answered {status} with {answer.content_type or 'no type'}, as no collector does: "
            + repr(answer.reply),
            "does a web server or a login page stand at this address?",
        )
    return None
