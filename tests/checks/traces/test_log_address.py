from __future__ import annotations

import pytest

from tests.checks.traces.conftest import COLLECTOR, ENDPOINT

HINT = "(set ARCHESTRA_OTEL_EXPORTER_OTLP_ENDPOINT to 'http://collector:4318', without a path)"


@pytest.mark.parametrize("path", ["/v1/traces", "/v1/traces/", "/v1/trace"])
def test_an_address_for_traces_loses_the_logs(found, receiver, path) -> None:
    wrong = f"{COLLECTOR}{path.rstrip('/')}/v1/logs"

    assert found(receiver, **{ENDPOINT: f"{COLLECTOR}{path}"}) == [
        (
            "http://collector:4318/v1/traces: error traces/log-address: the platform sends its "
            f"logs to '{wrong}', which is no address for them {HINT}"
        )
    ]
    assert len(receiver.spans) == 1
    assert receiver.records == []


def test_an_address_for_logs_loses_the_spans(found, receiver) -> None:
    findings = found(receiver, **{ENDPOINT: f"{COLLECTOR}/v1/logs"})

    assert findings[-1] == (
        "http://collector:4318/v1/logs/v1/traces: error traces/log-address: the platform sends its "
        f"spans to 'http://collector:4318/v1/logs/v1/traces', which is no address for them {HINT}"
    )


@pytest.mark.parametrize("path", ["", "/", "/v1", "/v1/"])
def test_an_address_for_both(found, receiver, path) -> None:
    assert found(receiver, **{ENDPOINT: f"{COLLECTOR}{path}"}) == []
    assert (len(receiver.spans), len(receiver.records)) == (1, 1)
