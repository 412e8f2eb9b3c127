from __future__ import annotations

from tests.checks.pages import relabelled


def test_a_label_that_no_series_has_is_missed(spoilt) -> None:
    assert spoilt(relabelled("mcp_", r'mcp_server_name="[^"]*",?', "")) == [
        (
            "error metrics/missing-label: label 'mcp_server_name' is missing on "
            "'mcp_tool_calls_total', 'mcp_tool_call_duration_seconds', 'mcp_request_size_bytes' "
            "and "
            "'mcp_response_size_bytes' "
            "(panels and alerts by it stay empty; is it dropped on the way?)"
        )
    ]


def test_a_label_that_some_series_have_is_there(spoilt) -> None:
    assert spoilt(relabelled('.*tool_name="github', r'mcp_server_name="[^"]*",?', "")) == []
