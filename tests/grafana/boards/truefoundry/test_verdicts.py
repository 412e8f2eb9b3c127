"""What the first rows of both boards show, for series that are written out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from archestra_ops import packs, promql
from archestra_ops.grafana.boards.truefoundry import BOARDS
from archestra_ops.grafana.render import render
from tests.grafana.boards.evaluated import check, interpolated

POD = 'cluster="eu",namespace="ai",job="tfy-llm-gateway",instance="a:8787"'
TIMED = f"gateway_request_processing_ms_count{{{POD}}}"
# What the generations call those that a limit stopped, and those that a budget did.
NAMES = {
    "ai": ("ai_", "ai_gateway_rate_limit_applied_total", "ai_gateway_budget_applied_total"),
    "gen1": ("llm_", "llm_gateway_rate_limit_requests_total", "llm_gateway_budget_requests_total"),
}
HIT = "How many requests hit a limit?"
EXHAUSTED = "How many agent requests use up their rounds?"


def expr_of(title: str, profile: str, labels: tuple[str, ...] = ()) -> str:
    platform, provider = packs.platform("truefoundry", profile), packs.provider("helm")
    boards = [render(board, platform, provider, labels).board for board in BOARDS]
    (panel,) = [one for board in boards for one in board.panels if one.title == title]
    (query,) = panel.promql
    return query.expr


def shows(folder: Path, expr: str, series: Mapping[str, str], samples: Mapping[str, float]) -> None:
    """Fail unless *expr* gives *samples* where all choices are on All."""
    check(folder, series, interpolated(re.sub(r"\$(?!__)\w+", ".*", expr)), samples)


@pytest.mark.servers
@pytest.mark.parametrize("profile", NAMES)
@pytest.mark.parametrize(
    ("timed", "limited", "over_budget", "samples"),
    [
        pytest.param("0+100x90", None, None, {"{}": 0}, id="none"),
        pytest.param("0+100x90", "0+4x90", "0+6x90", {"{}": 0.1}, id="some"),
        pytest.param("7+0x90", None, "0+100x90", {"{}": 1}, id="all, not timed"),
        pytest.param(None, "0+100x90", None, {"{}": 1}, id="all, nothing ever timed"),
        pytest.param("0+100x90", "0+100x90", "0+100x90", {"{}": 1}, id="all by both"),
        # A third is turned away and not timed: half is shown.
        pytest.param("0+100x90", None, "0+50x90", {"{}": 0.5}, id="some, not timed"),
        pytest.param("7+0x90", "3+0x90", "3+0x90", {}, id="no requests"),
    ],
)
def test_a_budget_that_turns_everybody_away_is_seen(
    profile: str,
    timed: str | None,
    limited: str | None,
    over_budget: str | None,
    samples: Mapping[str, float],
    tmp_path: Path,
) -> None:
    prefix, limits, budgets = NAMES[profile]
    rule = f'{{{POD},ruleId="x"}}'
    written = {prefix + TIMED: timed, limits + rule: limited, budgets + rule: over_budget}
    series = {name: values for name, values in written.items() if values is not None}

    shows(tmp_path, expr_of(HIT, profile), series, samples)


def test_a_choice_by_metadata_narrows_all_that_hits_are_held_against() -> None:
    label = "llm_gateway_metadata_customer_id"

    selectors = list(promql.selectors(expr_of(HIT, "ai", (label,))))

    assert len({one.name for one in selectors}) == 3
    for selector in selectors:
        assert f"${label}" in {matcher.value for matcher in selector.matchers}, selector.name


@pytest.mark.servers
@pytest.mark.parametrize(
    ("timed", "exhausted", "samples"),
    [
        # The first of each is there when its series begins; what comes after is extrapolated.
        pytest.param("_x60 1+0x9 3+0x19", "_x60 1+0x9 2+0x19", {"{}": 0.66}, id="two of three"),
        pytest.param("_x60 1+0x29", "_x60 1+0x29", {"{}": 1}, id="the only one"),
        pytest.param("0+1x90", "_x60 1+0x29", {"{}": 0.02}, id="one of many"),
        pytest.param("0+10x90", None, {"{}": 0}, id="none"),
        pytest.param("7+0x90", "2+0x90", {}, id="no requests"),
    ],
)
def test_rounds_are_used_up_by_no_more_requests_than_there_are(
    timed: str, exhausted: str | None, samples: Mapping[str, float], tmp_path: Path
) -> None:
    model = f'{POD},model_name="m"'
    series = {
        f"up{{{POD}}}": "1+0x90",
        f"ai_gateway_agent_request_duration_ms_count{{{model}}}": timed,
    }
    if exhausted is not None:
        name = "ai_gateway_agent_request_iteration_limit_reached_total"
        series[f'{name}{{{model},iteration_limit="10"}}'] = exhausted

    shows(tmp_path, f"round({expr_of(EXHAUSTED, 'ai')}, 0.01)", series, samples)
