from __future__ import annotations

import httpx
import pytest

from archestra_ops import otlp
from archestra_ops.emitter.tracing.exporting import Exporter
from archestra_ops.emitter.tracing.outbox import Outbox
from tests.servers.otlp.receiver import Receiver

SCOPE = otlp.Scope(resource={"service.name": "s"}, name="archestra")
OTHER = otlp.Scope(resource={"service.name": "t"}, name="archestra")
HERE = "'http://localhost:4318/v1/traces'"
MORE = "; see `ops check traces`"


def outbox(spans: int = 1, records: int = 0) -> Outbox:
    made = Outbox()
    for number in range(spans):
        span = otlp.Span(trace="1" * 32, id=f"{number + 1:016x}", name="n", start=1, end=2)
        made.put_span(OTHER if number % 2 else SCOPE, span)
    for _ in range(records):
        made.put_record(SCOPE, otlp.LogRecord(time=1, body="b", trace="1" * 32, span="2" * 16))
    return made


def exporter(mock_http, handler) -> tuple[Exporter, list[str]]:
    said: list[str] = []
    return Exporter(mock_http(handler), otlp.Settings(), said.append), said


def test_everything_is_sent_in_requests_of_a_bounded_size(mock_http) -> None:
    receiver = Receiver()
    made, said = exporter(mock_http, receiver)
    waiting = outbox(1030, 3)

    assert made.send(waiting)
    assert (made.spans, made.records, said) == (1030, 3, [])
    assert (len(receiver.spans), len(receiver.records)) == (1030, 3)
    assert [one.url.path for one in receiver.requests] == [*["/v1/traces"] * 3, "/v1/logs"]
    assert (list(waiting.spans), list(waiting.records)) == ([], [])
    assert {one.service for one in receiver.spans} == {"s", "t"}


def test_nothing_is_sent_where_nothing_waits(mock_http) -> None:
    made, _ = exporter(mock_http, pytest.fail)

    assert made.send(Outbox())


def test_a_problem_is_said_once_and_its_end_once(mock_http) -> None:
    receiver = Receiver(
        answers=[httpx.Response(503, text="full"), httpx.Response(503, text="full")]
    )
    made, said = exporter(mock_http, receiver)

    assert not made.send(outbox())
    assert not made.send(outbox())
    assert made.send(outbox())
    assert made.send(outbox())
    assert made.spans == 2
    assert said == [
        f"warning: spans are not taken: {HERE} answered 503 full{MORE}",
        "spans are taken again",
    ]


def test_what_is_thrown_away_is_not_counted(mock_http) -> None:
    partial = {"partialSuccess": {"rejectedSpans": "2", "errorMessage": "too old"}}
    made, said = exporter(mock_http, Receiver(answers=[httpx.Response(200, json=partial)]))

    assert not made.send(outbox(3))
    assert made.spans == 1
    assert said == [f"warning: spans were thrown away by {HERE}: too old{MORE}"]


def test_a_web_page_is_no_collector(mock_http) -> None:
    made, said = exporter(mock_http, lambda _request: httpx.Response(200, html="<p>Hello</p>"))

    assert not made.send(outbox())
    assert said == [f"warning: spans are not taken: {HERE} answered 200 <p>Hello</p>{MORE}"]


def test_nobody_there(mock_http) -> None:
    def handle(_request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("")

    made, said = exporter(mock_http, handle)

    assert not made.send(outbox(1, 1))
    assert [one.partition(":")[2].partition(":")[0] for one in said] == [
        " spans are not sent",
        " log records are not sent",
    ]
