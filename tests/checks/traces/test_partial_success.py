from __future__ import annotations

import httpx


def test_what_is_accepted_and_thrown_away(found, receiver) -> None:
    partial = {"partialSuccess": {"rejectedSpans": "1", "errorMessage": "trace too large"}}
    receiver.answers = [httpx.Response(200, json=partial)]

    assert found(receiver) == [
        (
            "http://collector:4318/v1/traces: error traces/partial-success: it answered 200 and "
            "threw the span away (partialSuccess): trace too large (the platform does not send it "
            "again, and does not log it)"
        )
    ]


def test_a_log_record_thrown_away_without_a_word(found, receiver) -> None:
    receiver.answers = [
        httpx.Response(200, json={}),
        httpx.Response(200, json={"partialSuccess": {"rejectedLogRecords": 1}}),
    ]

    assert found(receiver) == [
        (
            "http://collector:4318/v1/logs: error traces/partial-success: it answered 200 and "
            "threw the log record away (partialSuccess): it does not say why (the platform does "
            "not send it again, and does not log it)"
        )
    ]


def test_a_warning_that_comes_with_success(found, receiver) -> None:
    partial = {"partialSuccess": {"errorMessage": "deprecated endpoint"}}
    receiver.answers = [httpx.Response(200, json=partial)]

    assert found(receiver) == [
        (
            "http://collector:4318/v1/traces: warning traces/partial-success: it took the span "
            "with a warning (partialSuccess): deprecated endpoint (nothing was lost, but its "
            "operator should know)"
        )
    ]
