from __future__ import annotations

from tests.checks.pages import relabelled, replace


def test_a_value_outside_a_closed_list_is_strange(spoilt) -> None:
    assert spoilt(replace('feedback="down"', 'feedback="sideways"')) == [
        (
            "warning metrics/label-value: label 'feedback' of 'chat_message_feedback_total' has "
            "the "
            "value 'sideways', which is none of 'up', 'down' and 'cleared' "
            "(is it of a newer release? Panels and alerts that select by value leave it out)"
        )
    ]


def test_metrics_with_the_same_value_are_told_together(spoilt) -> None:
    assert spoilt(relabelled("mcp_tool", 'status="error"', 'status="blocked"')) == [
        (
            "warning metrics/label-value: label 'status' of 'mcp_tool_calls_total' and "
            "'mcp_tool_call_duration_seconds' has the value 'blocked', which is none of "
            "'success' and "
            "'error' (is it of a newer release? Panels and alerts that select by value leave it "
            "out)"
        )
    ]


def test_an_open_list_takes_any_value(spoilt) -> None:
    assert spoilt(replace('provider="openai"', 'provider="brand-new"')) == []
