from __future__ import annotations

import json

import httpx
import pytest

from archestra_ops import otlp
from archestra_ops.checks.trace_stores import Stores, Survey
from archestra_ops.http import Http
from archestra_ops.packs.telemetry import Span, Telemetry
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


def test_a_platform_whose_spans_have_no_category_is_asked_for_by_its_services() -> None:
    asked: list[str] = []

    def tempo(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.params["q"])
        return httpx.Response(200, json={"traces": []})

    with Http(transport=httpx.MockTransport(tempo)) as http:
        spans = {"turn": Span(name="turn", help="h", kind="server")}
        mill = Telemetry(services=("mill", "relay"), spans=spans)
        survey = Stores(http=http, tempo="http://tempo:3200").survey(mill, 1_768_478_400.0)

    assert asked == ['{ resource.service.name =~ "mill|relay" }']
    assert survey == Survey(url="http://tempo:3200", current=False)
