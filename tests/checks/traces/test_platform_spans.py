from __future__ import annotations

import json

import pytest

from archestra_ops import otlp
from tests.checks.traces.conftest import Tempo

PLATFORM = {"route.category": "llm-proxy"}


def sent(receiver, service: str, name: str, **attributes: str) -> None:
    """Let a span of *service* arrive."""
    scope = otlp.Scope(resource={"service.name": service}, name="archestra")
    span = otlp.Span(trace="1" * 32, id="2" * 16, name=name, start=1, end=2, attributes=attributes)
    body = json.dumps(otlp.traces([(scope, [span])])).encode()
    assert receiver.take("/v1/traces", "application/json", body).status_code == 200


def test_a_tempo_without_the_platform(found, receiver) -> None:
    assert found(receiver, Tempo(receiver)) == [
        (
            "http://tempo:3200: warning traces/platform-spans: no span of the platform arrived in "
            "the last hour (services 'Archestra', 'Archestra Platform API' and "
            "'archestra-sandbox-rs') (is ARCHESTRA_OTEL_EXPORTER_OTLP_ENDPOINT set for web and "
            "worker alike, ARCHESTRA_OTEL_TRACES_SAMPLE_RATE not 0, and was there any traffic?)"
        )
    ]


@pytest.mark.parametrize("service", ["Archestra", "Archestra Platform API"])
def test_a_tempo_with_it(found, receiver, service) -> None:
    sent(receiver, service, "chat gpt-4.1", **PLATFORM)

    assert found(receiver, Tempo(receiver)) == []
