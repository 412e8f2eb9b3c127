from __future__ import annotations

from archestra_ops.checks.metrics import legacy_label
from tests.checks.pages import capture, page_of, relabelled


def test_a_former_label_is_told_with_the_new_one(spoilt) -> None:
    assert spoilt(relabelled("llm_cost|mcp_tool_calls", "agent_name=", "profile_name=")) == [
        (
            "warning metrics/legacy-label: label 'profile_name' of 'llm_cost_total' and "
            "'mcp_tool_calls_total' is that of an older release: it is 'agent_name' now "
            "(update the platform: what asks for the new label finds nothing here)"
        )
    ]


def test_a_label_without_a_successor_is_told(spoilt) -> None:
    assert spoilt(relabelled("llm_cost_total", "{", '{external_agent_id="x",')) == [
        (
            "warning metrics/legacy-label: label 'external_agent_id' of 'llm_cost_total' is "
            "that of an "
            "older release: it is gone without a successor "
            "(update the platform: each of its values multiplies the series)"
        )
    ]


def test_what_has_it_to_this_day_may_have_it() -> None:
    page = page_of(capture("web"))

    assert "external_agent_id" in page.seen["agent_runs_total"].labels
    assert list(legacy_label.check(page)) == []
