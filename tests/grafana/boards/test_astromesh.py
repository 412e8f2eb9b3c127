"""Astromesh's boards: their questions in order, by set of names, and the panels it recommends."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from archestra_ops import packs, promql
from archestra_ops.grafana.board import Board, Panel, Variable
from archestra_ops.grafana.boards.astromesh import BOARDS
from archestra_ops.grafana.render import render
from tests.grafana.boards.evaluated import check, interpolated

AGENTS, PROVIDERS = BOARDS
HELM = packs.provider("helm")
PROFILES = ("otlp", "documented")

# Of which rows nothing but the runtime's own names knows.
ONLY_OTLP = {
    "What did it cost?",
    "What share of runs takes longer than 25 s?",
    "What pushes to the Collector?",
}
ONLY_DOCUMENTED = {
    "How many sessions are open?",
    "Which patterns are used?",
    "Who has sessions open?",
    "What share of a pattern's runs fails?",
    "How long do an agent's slowest runs take?",
    "How long do a pattern's runs take?",
}


def fitted(board: Board, profile: str) -> Board:
    return render(board, packs.platform("astromesh", profile), HELM).board


def panel(board: Board, title: str) -> Panel:
    (found,) = [one for one in board.panels if one.title == title]
    return found


def exprs(profile: str) -> list[str]:
    return [q.expr for b in BOARDS for p in fitted(b, profile).panels for q in p.promql]


def test_questions_of_agents() -> None:
    assert [(row.title, row.collapsed) for row in AGENTS.rows] == [
        ("Do agents work right now?", False),
        ("Runs: how many are there, and how do they end?", False),
        ("Errors: which agent fails?", False),
        ("Latency: how long do runs take?", False),
        ("Tokens: what do agents use?", False),
        ("Spans: why did runs fail, one by one?", True),
        ("Scraping: does Prometheus see all of it?", True),
    ]


def test_questions_of_providers_and_cost() -> None:
    assert [(row.title, row.collapsed) for row in PROVIDERS.rows] == [
        ("Do models and tools answer, and what does it cost?", False),
        ("Calls: which models are called, and do they answer?", False),
        ("Latency: how long do models take?", False),
        ("Cost: what is spent, and on what?", False),
        ("Tools: do they work?", False),
        ("Cost in depth: where does the money go?", True),
        ("Egress: how much leaves for the models?", True),
    ]


def test_the_documented_names_know_no_cost() -> None:
    rows = [row.title for row in fitted(PROVIDERS, "documented").rows]
    assert rows == [
        "Do models and tools answer, and what does it cost?",
        "Calls: which models are called, and do they answer?",
        "Latency: how long do models take?",
        "Tools: do they work?",
    ]


def test_what_each_set_of_names_leaves_out() -> None:
    every = {one.title for one in AGENTS.panels}
    assert every - {p.title for p in fitted(AGENTS, "otlp").panels} == ONLY_DOCUMENTED
    assert every - {p.title for p in fitted(AGENTS, "documented").panels} == ONLY_OTLP


@pytest.mark.parametrize("profile", PROFILES)
def test_every_metric_is_on_a_board(profile: str) -> None:
    asked = {s.name for expr in exprs(profile) for s in promql.selectors(expr)}
    metrics = packs.platform("astromesh", profile).metrics.values()
    assert [m.name for m in metrics if asked.isdisjoint(m.samples)] == []


def test_no_percentile_of_bounds_that_are_too_wide() -> None:
    assert [expr for expr in exprs("otlp") if "quantile" in expr] == []
    assert len([expr for expr in exprs("documented") if "quantile" in expr]) == 2


@pytest.mark.parametrize(("profile", "label"), [("otlp", "agent"), ("documented", "agent_name")])
def test_agents_are_chosen_by_their_label(profile: str, label: str) -> None:
    (chosen,) = [v for v in fitted(AGENTS, profile).variables if isinstance(v, Variable)]
    assert (chosen.name, chosen.filters) == ("agent", label)
    assert chosen.query.endswith(f", {label})")


def test_agents_without_cost_can_be_chosen_beside_their_cost() -> None:
    # A model without a price has no series of cost, and so has an agent that uses nothing else.
    chosen = {v.name: v.query for v in fitted(PROVIDERS, "otlp").variables}
    assert chosen["agent"] == "label_values(astromesh_agent_runs_total, agent)"


@pytest.mark.parametrize(
    "title",
    ["What does a run cost?", "What does an agent's run cost?", "How much does a run send?"],
)
def test_runs_have_no_model_and_what_is_divided_by_them_says_so(title: str) -> None:
    shown = panel(fitted(PROVIDERS, "otlp"), title)
    (query,) = shown.promql
    assert query.expr.count('model=~"$model"') == 1
    assert "With a model chosen" in shown.description
    assert "whether a run used it or not" in shown.description


def test_what_is_true_over_otlp_alone_is_said_so_on_the_documented_boards() -> None:
    only_otlp = re.compile(r"push|unknown|below 5 s|no provider|metric_expiration")
    unscoped = [
        (one.title, sentence)
        for board in BOARDS
        for one in fitted(board, "documented").panels
        for sentence in re.split(r"(?<=[.:]) ", one.description)
        if only_otlp.search(sentence) and "OTLP" not in sentence
    ]
    # Of a page at a Collector, which the sentence before names.
    assert unscoped == [
        ("How many samples does a page have?", "raise `metric_expiration`."),
    ]


# --- the five panels that the documentation recommends, in both sets of names ---------------------


@pytest.mark.parametrize(("profile", "label"), [("otlp", "agent"), ("documented", "agent_name")])
def test_recommended_panels(profile: str, label: str) -> None:
    board = fitted(AGENTS, profile)
    runs, rate = panel(board, "Which agents run?"), "[$__rate_interval]"
    (expr,) = [q.expr for q in runs.promql]
    assert expr.startswith(f"60 * sum by ({label}) (rate(astromesh_agent_runs_total{{")
    assert expr.endswith(f"{rate}))")
    assert runs.unit == "cpm"  # the documented one is per second, and says per minute

    tokens = panel(board, "Which agents use tokens?")
    assert (tokens.stack, len(tokens.promql)) == (True, 1)

    share = panel(board, "What share of an agent's runs fails?")
    (expr,) = [q.expr for q in share.promql]
    assert expr.count(f"sum by ({label})") == 2


def test_recommended_percentile_and_sessions() -> None:
    board = fitted(AGENTS, "documented")
    (p95,) = [q.expr for q in panel(board, "How long do an agent's slowest runs take?").promql]
    assert p95.startswith("histogram_quantile(0.95, sum by (le, agent_name) (rate(")
    (sessions,) = [q.expr for q in panel(board, "How many sessions are open?").promql]
    assert sessions.startswith("sum(astromesh_active_sessions{")


@pytest.mark.parametrize(
    ("profile", "labels", "well"),
    [
        ("otlp", 'agent="a"', 'status="ok"'),
        ("documented", 'agent_name="a",pattern="react"', 'status="success"'),
    ],
)
@pytest.mark.parametrize("title", ["How many runs fail?", "What share of an agent's runs fails?"])
def test_the_share_of_errors_is_not_always_one(
    profile: str, labels: str, well: str, title: str, tmp_path: Path
) -> None:
    target = 'cluster="eu",namespace="ai",job="archestra-web",instance="x:1"'
    series = {
        f"astromesh_agent_runs_total{{{target},{labels},{well}}}": "0+90x100",
        f'astromesh_agent_runs_total{{{target},{labels},status="error"}}': "0+10x100",
    }
    shown = panel(fitted(AGENTS, profile), title)
    (query,) = shown.promql
    expr = interpolated(query.expr.replace("$agent", ".*"), instant=query.instant)
    name = labels.partition(",")[0]
    samples = {"{}" if shown.kind == "stat" else f"{{{name}}}": 0.1}

    check(tmp_path, series, expr, samples)
