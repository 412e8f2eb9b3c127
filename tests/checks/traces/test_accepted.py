from __future__ import annotations

import httpx
import pytest


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            httpx.Response(400, json={"code": 3, "message": "no org id"}),
            "400 'no org id' (a backend that wants a tenant or another form says so here)",
        ),
        (
            httpx.Response(429),
            "429 (it limits the rate: raise its limit for this tenant)",
        ),
        (httpx.Response(500, text="x" * 200), f"500 '{'x' * 119}…' (its log says more)"),
    ],
)
def test_a_span_that_is_not_taken(found, answer, said) -> None:
    assert found(lambda _request: answer) == [
        (
            "http://collector:4318/v1/traces: error traces/accepted: it did not take a span: it "
            f"answered {said}"
        )
    ]


def test_the_span_that_is_sent_is_of_a_service_of_our_own(found, receiver) -> None:
    assert found(receiver) == []
    (sent,) = receiver.spans
    (record,) = receiver.records

    assert (sent.service, sent.name, sent.parent) == ("archestra-ops", "ops check traces", "")
    assert record.trace_id == sent.span.trace_id
    assert record.span_id == sent.span.span_id
