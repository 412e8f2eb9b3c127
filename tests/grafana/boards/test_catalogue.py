"""The platform's catalogue against the boards: what must be on one, exemplars, agent labels."""

from __future__ import annotations

import pytest

from archestra_ops import packs, promql
from archestra_ops.grafana.render import render
from archestra_ops.packs.agent_labels import label_name
from archestra_ops.packs.model import Metric, Platform
from tests.grafana.boards.rendered import ALL, Shipped, every_board, every_platform

PLATFORMS = every_platform()
# Metrics that are on no board, and why.
NOT_SHOWN: dict[str, str] = {}
# What a call to a model, a run of an agent and a call of a tool count under the agent's labels.
LABELLED = {
    "agent_executions_total",
    "agent_runs_total",
    "llm_blocked_tools_total",
    "llm_cache_cost_total",
    "llm_cache_savings_total",
    "llm_cache_tokens_total",
    "llm_cost_total",
    "llm_request_duration_seconds",
    "llm_time_to_first_byte_seconds",
    "llm_time_to_first_token_seconds",
    "llm_token_usage",
    "llm_tokens_per_second",
    "llm_tokens_total",
    "mcp_request_size_bytes",
    "mcp_response_size_bytes",
    "mcp_tool_call_duration_seconds",
    "mcp_tool_calls_total",
}


def team(board: Shipped) -> str:
    """What the agents' label `team` is called in Prometheus."""
    return label_name("team", board.platform.custom_labels_prefix)


def metrics() -> list[object]:
    """Every metric that the platforms with boards still have; what counts it twice is not asked."""
    return [
        pytest.param(platform, metric, id=f"{platform.name}{platform.profile}-{metric.name}")
        for platform in PLATFORMS
        for metric in platform.metrics.values()
        if not metric.until and not metric.twin
    ]


def selected(platform: Platform) -> set[str]:
    """The names of every series that a board of *platform* asks for."""
    boards = [p.values[0] for p in ALL if p.values[0].platform is platform]
    return {
        selector.name or ""
        for board in boards
        for _, target in board.promql
        for selector in promql.selectors(target["expr"])
    }


@pytest.fixture(scope="module")
def on_boards() -> dict[tuple[str, str], set[str]]:
    return {(one.name, one.profile): selected(one) for one in PLATFORMS}


@pytest.mark.parametrize(("platform", "metric"), metrics())
def test_every_metric_of_the_catalogue_is_on_a_board(
    platform: Platform, metric: Metric, on_boards: dict[tuple[str, str], set[str]]
) -> None:
    shown = bool(on_boards[platform.name, platform.profile] & set(metric.samples))

    assert shown == (metric.name not in NOT_SHOWN)


def marked(board: Shipped, expr: str) -> bool:
    """Whether an expression selects a metric that the pack says has exemplars."""
    found = [board.platform.metric_of(s.name or "") for s in promql.selectors(expr)]
    return any(metric is not None and metric.exemplars for metric in found)


@every_board
def test_every_trend_of_a_metric_with_exemplars_asks_for_them_and_nothing_else_does(
    board: Shipped,
) -> None:
    kinds = {panel["title"]: panel["type"] for panel in board.panels}
    for title, target in board.promql:
        wanted = kinds[title] == "timeseries" and marked(board, target["expr"])
        assert target["exemplar"] is wanted, (title, target["refId"])


def test_boards_with_exemplars() -> None:
    boards = [p.values[0] for p in ALL if p.values[0].platform.name == "archestra"]

    assert {b.source.slug for b in boards if any(t["exemplar"] for _, t in b.promql)} == {
        "genai-observability",
        "mcp-monitoring",
        "agent-sessions",
        "rag-knowledge-base",
    }


@pytest.fixture(scope="module", params=ALL)
def for_teams(request: pytest.FixtureRequest) -> Shipped:
    """A board for an installation whose agents have the label `team`."""
    board: Shipped = request.param
    made = render(board.source, board.platform, board.provider, (team(board),))
    return Shipped(board.source, board.platform, board.provider, made)


def labelled(board: Shipped, selector: promql.Selector) -> bool:
    metric = board.platform.metric_of(selector.name or "")
    return metric is not None and metric.custom_labels


def test_the_agents_label_is_on_every_selector_of_their_metrics_and_on_nothing_else(
    for_teams: Shipped,
) -> None:
    matcher = (team(for_teams), "=~", f"${team(for_teams)}")
    for title, target in for_teams.promql:
        for selector in promql.selectors(target["expr"]):
            found = [(m.label, m.op, m.value) for m in selector.matchers].count(matcher)
            assert found == labelled(for_teams, selector), (title, selector.name)


def test_the_agents_label_can_be_chosen_where_it_narrows_something(for_teams: Shipped) -> None:
    exprs = [target["expr"] for _, target in for_teams.promql]
    narrows = any(labelled(for_teams, s) for expr in exprs for s in promql.selectors(expr))

    assert (team(for_teams) in for_teams.variables) == narrows
    listed = for_teams.dashboard["templating"]["list"]
    shown = [variable["label"] for variable in listed if variable["name"] == team(for_teams)]
    assert shown == ["team"] * narrows


def test_only_the_agents_label_is_new(for_teams: Shipped) -> None:
    plain = render(for_teams.source, for_teams.platform, for_teams.provider).dashboard
    names = [variable["name"] for variable in plain["templating"]["list"]]

    assert [name for name in for_teams.variables if name != team(for_teams)] == names
    assert [panel["id"] for panel in plain["panels"]] == [
        panel["id"] for panel in for_teams.dashboard["panels"]
    ]


def test_the_labelled_metrics_are_those_of_the_pack() -> None:
    metrics = packs.platform("archestra").metrics.values()

    assert {m.name for m in metrics if m.custom_labels} == LABELLED
