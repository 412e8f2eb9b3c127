from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from archestra_ops import otlp
from tests.servers.otlp.receiver import Receiver, attributes

SCOPE = otlp.Scope(resource={"service.name": "s"}, name="archestra")
TRACE, SPAN = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"


def test_a_span_in_full() -> None:
    span = otlp.Span(
        trace=TRACE,
        id=SPAN,
        parent="00f067aa0ba902b7",
        name="chat gpt-4.1",
        kind="client",
        start=1_000,
        end=2_000,
        attributes={"text": "x", "yes": True, "count": 3, "cost": 0.5, "list": ("a", "b")},
        events=(otlp.Event(name="e", time=1_500, attributes={"k": "v"}),),
        error="fetch failed",
    )

    assert otlp.traces([(SCOPE, [span])]) == {
        "resourceSpans": [
            {
                "resource": {
                    "attributes": [{"key": "service.name", "value": {"stringValue": "s"}}]
                },
                "scopeSpans": [
                    {
                        "scope": {"name": "archestra"},
                        "spans": [
                            {
                                "traceId": TRACE,
                                "spanId": SPAN,
                                "parentSpanId": "00f067aa0ba902b7",
                                "name": "chat gpt-4.1",
                                "kind": 3,
                                "startTimeUnixNano": "1000",
                                "endTimeUnixNano": "2000",
                                "attributes": [
                                    {"key": "text", "value": {"stringValue": "x"}},
                                    {"key": "yes", "value": {"boolValue": True}},
                                    {"key": "count", "value": {"intValue": "3"}},
                                    {"key": "cost", "value": {"doubleValue": 0.5}},
                                    {
                                        "key": "list",
                                        "value": {
                                            "arrayValue": {
                                                "values": [
                                                    {"stringValue": "a"},
                                                    {"stringValue": "b"},
                                                ]
                                            }
                                        },
                                    },
                                ],
                                "events": [
                                    {
                                        "name": "e",
                                        "timeUnixNano": "1500",
                                        "attributes": [{"key": "k", "value": {"stringValue": "v"}}],
                                    }
                                ],
                                "status": {"code": 2, "message": "fetch failed"},
                            }
                        ],
                    }
                ],
            }
        ]
    }


def test_a_root_without_an_error_has_no_parent_and_is_ok() -> None:
    span = otlp.Span(trace=TRACE, id=SPAN, name="n", start=1, end=2)
    (resource,) = otlp.traces([(SCOPE, [span])])["resourceSpans"]
    (made,) = resource["scopeSpans"][0]["spans"]

    assert "parentSpanId" not in made
    assert made["status"] == {"code": 1}


def test_a_log_record_in_full() -> None:
    record = otlp.LogRecord(
        time=5, level="warn", body="b", trace=TRACE, span=SPAN, attributes={"session_id": "s"}
    )
    (resource,) = otlp.logs([(SCOPE, [record])])["resourceLogs"]

    assert resource["scopeLogs"] == [
        {
            "scope": {"name": "archestra"},
            "logRecords": [
                {
                    "timeUnixNano": "5",
                    "observedTimeUnixNano": "5",
                    "severityNumber": 13,
                    "severityText": "warn",
                    "body": {"stringValue": "b"},
                    "attributes": [{"key": "session_id", "value": {"stringValue": "s"}}],
                    "flags": 1,
                    "traceId": TRACE,
                    "spanId": SPAN,
                }
            ],
        }
    ]


values = st.one_of(
    st.text(),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.lists(st.text()),
)


@given(st.dictionaries(st.text(min_size=1), values, max_size=5), st.text())
def test_opentelemetrys_own_types_read_every_value_back(given_attributes, name) -> None:
    receiver = Receiver()
    span = otlp.Span(trace=TRACE, id=SPAN, name=name, start=1, end=2, attributes=given_attributes)
    body = json.dumps(otlp.traces([(SCOPE, [span])])).encode()

    assert receiver.take("/v1/traces", "application/json", body).status_code == 200
    (read,) = receiver.spans
    assert (read.trace, read.id, read.name) == (TRACE, SPAN, name)
    assert attributes(read.span.attributes) == given_attributes
