from __future__ import annotations

from tests.checks.pages import relabelled


def test_labels_of_agents_are_named_once(spoilt) -> None:
    change = relabelled("llm_cost_total|mcp_tool_calls_total", "{a", '{team="data",tier="",a')
    change_llm = relabelled("llm_cost_total", "{p", '{team="data",tier="",p')

    assert spoilt(lambda text: change_llm(change(text))) == [
        (
            "info metrics/custom-labels: custom agent labels: 'team' and 'tier' "
            "(boards take them with --agent-label; all processes must have the same ones, and "
            "get new "
            "ones when they start)"
        )
    ]
