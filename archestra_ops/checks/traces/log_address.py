"""Does the platform make an address for logs of the endpoint that is one?

It adds `/v1/logs` to whatever does not end so. An endpoint for traces, as its own example has it,
becomes `…/v1/traces/v1/logs`: spans arrive, and no log line does.
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.checks.check import id_of
from archestra_ops.checks.trace_probe import Traced
from archestra_ops.findings import Finding, Severity
from archestra_ops.http import shown

ID = id_of(__name__)
_ENDS = ("/v1/traces", "/v1/trace")


def check(traced: Traced) -> Iterator[Finding]:
    """Report an endpoint that names the path of one signal."""
    named = traced.settings.named.rstrip("/")
    if named.endswith(_ENDS):
        lost, wrong = "logs", traced.settings.logs_url
    elif named.endswith("/v1/logs"):
        lost, wrong = "spans", traced.settings.traces_url
    else:
        return
    base = named.rpartition("/v1/")[0]
    yield Finding(
        check=ID,
        severity=Severity.ERROR,
        subject=traced.spans.subject,
        message=f"the platform sends its {lost} to '{shown(wrong)}', which is no address for them",
        hint=f"set ARCHESTRA_OTEL_EXPORTER_OTLP_ENDPOINT to '{shown(base)}', without a path",
    )
