from __future__ import annotations

from archestra_ops import packs
from archestra_ops.checks.metrics import legacy_name
from tests.checks.pages import page_of, replace, told


def test_a_former_name_is_told_with_the_new_one(spoilt) -> None:
    assert spoilt(replace("llm_blocked_tools", "llm_blocked_tool")) == [
        (
            "warning metrics/legacy-name: 'llm_blocked_tool_total' is the name of an older "
            "release: it "
            "is 'llm_blocked_tools_total' now "
            "(update the platform: what asks for the new name finds nothing here)"
        )
    ]


def test_release_1_3_15_counted_executions(spoilt) -> None:
    assert spoilt(replace("agent_runs", "agent_executions")) == [
        (
            "warning metrics/legacy-name: 'agent_executions_total' is the name of an older "
            "release: it "
            "is 'agent_runs_total' now "
            "(update the platform: what asks for the new name finds nothing here)"
        )
    ]


def test_a_name_without_a_successor_is_told(spoilt) -> None:
    old = "# HELP runners_active Runners\n# TYPE runners_active gauge\nrunners_active 1\n# EOF"

    assert spoilt(replace("# EOF", old)) == [
        (
            "warning metrics/legacy-name: 'runners_active' is the name of an older release: it "
            "is gone "
            "without a successor (update the platform: what asks for the new name finds nothing "
            "here)"
        )
    ]


def test_names_of_another_profile_are_told_together() -> None:
    """Releases of 2025 named counters without `_total`, and had the same names for the rest."""
    text = "".join(
        f"# TYPE {name} counter\n{name} 1\n"
        for name in ("llm_gateway_input_tokens", "llm_gateway_output_tokens")
    )
    page = page_of(text, platform=packs.platform("truefoundry", "gen2-total"))

    assert list(map(told, legacy_name.check(page))) == [
        (
            "warning metrics/legacy-name: 'llm_gateway_input_tokens' and "
            "'llm_gateway_output_tokens' are names of the profiles 'gen1' and 'gen2': 'gen2-total' "
            "has others in their place (what asks for the one finds nothing of the other)"
        )
    ]
