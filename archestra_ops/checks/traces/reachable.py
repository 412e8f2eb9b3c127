"""Does anything answer at the endpoint at all?"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.checks.check import id_of
from archestra_ops.checks.trace_probe import Traced
from archestra_ops.checks.traces import protocol
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)


def check(traced: Traced) -> Iterator[Finding]:
    """Report an endpoint that gave no answer, where the protocol is not to blame."""
    error = traced.spans.error
    if error is not None and not any(protocol.check(traced)):
        yield Finding(
            check=ID,
            severity=Severity.ERROR,
            subject=traced.spans.subject,
            message=f"no span can be sent: {error}",
            hint=error.hint
            if traced.settings.named
            else "ARCHESTRA_OTEL_EXPORTER_OTLP_ENDPOINT is not set, this is its default",
        )
