"""TrueFoundry's boards: their questions in order, by generation, and what the vendor's get wrong.

The vendor's dashboard is "AI Gateway" of truefoundry/infra-charts at 24002c0 (2026-07-17).
"""

from __future__ import annotations

import re

import pytest

from archestra_ops import packs, promql
from archestra_ops.grafana.board import Board, Panel, Variable
from archestra_ops.grafana.boards.truefoundry import BOARDS
from archestra_ops.grafana.boards.truefoundry.truefoundry_gateway.spans import SPANS
from archestra_ops.grafana.profiled import why_not
from archestra_ops.grafana.render import render
from archestra_ops.prometheus.rules import default_values

PROFILES = packs.profiles("truefoundry")
PROVIDER = packs.provider("helm")
GATEWAY, AGENTS = BOARDS

every_profile = pytest.mark.parametrize("profile", PROFILES)


def fitted(board: Board, profile: str = "", labels: tuple[str, ...] = ()) -> Board:
    return render(board, packs.platform("truefoundry", profile), PROVIDER, labels).board


def exprs(profile: str, labels: tuple[str, ...] = ()) -> list[tuple[Panel, str]]:
    boards = [fitted(board, profile, labels) for board in BOARDS]
    return [(p, q.expr) for board in boards for p in board.panels for q in p.promql]


def asked(profile: str) -> set[str]:
    found = (s for _, expr in exprs(profile) for s in promql.selectors(expr))
    return {selector.name or "" for selector in found}


def test_questions_of_the_gateway() -> None:
    assert [(row.title, row.collapsed) for row in GATEWAY.rows] == [
        ("Are the models answering, and what does it cost?", False),
        ("Requests: are they answered, and if not, why?", False),
        ("Speed: how fast are the answers?", False),
        ("Cost: what is spent, and on what?", False),
        ("Users: who asks, and how do they fare?", True),
        ("Models: what does each do, and is it worth it?", True),
        ("Tenants: do all fare alike?", True),
        ("Rate limits: whom do they hit?", True),
        ("Budgets: who is at the end of one?", True),
        ("Routing: where do rules send requests?", True),
        ("Guardrails: what do they decide, and how long does it take?", True),
        ("Configuration: can the gateway read it?", True),
        ("Span export: do the gateway's spans arrive?", True),
        ("Scrape: does Prometheus see every pod, and each once?", True),
    ]


def test_questions_of_agents() -> None:
    assert [(row.title, row.collapsed) for row in AGENTS.rows] == [
        ("Do agents get their work done?", False),
        ("Agents: do their requests come to a good end?", False),
        ("Tools: do they answer, and how fast?", False),
        ("MCP servers: are they reached?", False),
        ("Model calls: how long do agents wait for their models?", True),
        ("Tools in depth: which stand out?", True),
        ("Callers: who asks agents, and whose agents call tools?", True),
    ]


def test_verdicts() -> None:
    titles = [[panel.title for panel in board.rows[0].panels] for board in BOARDS]

    assert titles == [
        [
            "How many requests fail?",
            "How long does the first token take?",
            "What did it cost today?",
            "How many requests hit a limit?",
            "Are spans lost?",
            "How much is asked?",
        ],
        [
            "How many agent requests use up their rounds?",
            "How long do agent requests take?",
            "How long does a tool take?",
            "How long does it take to reach MCP servers?",
            "How many tools does a request call?",
            "How much are agents asked?",
        ],
    ]


@every_profile
def test_every_metric_of_each_generation_is_on_a_board(profile: str) -> None:
    metrics = packs.platform("truefoundry", profile).metrics.values()
    names = asked(profile)

    assert [m.name for m in metrics if not m.twin and names.isdisjoint(m.samples)] == []


@every_profile
def test_what_is_written_twice_is_asked_for_once(profile: str) -> None:
    prefixes = {name.partition("_gateway_")[0] for name in asked(profile) if "_gateway_" in name}

    assert prefixes == {"ai" if profile in ("ai", "transition") else "llm"}


def test_every_query_is_answered_in_some_generation() -> None:
    platforms = [packs.platform("truefoundry", profile) for profile in PROFILES]
    unanswered = [
        (panel.title, query.expr)
        for board in BOARDS
        for panel in board.panels
        for query in panel.promql
        if all(why_not(query, platform) for platform in platforms)
    ]

    assert unanswered == []


@every_profile
def test_tables_keep_all_their_queries_in_every_generation(profile: str) -> None:
    whole = {p.title: len(p.queries) for board in BOARDS for p in board.panels if p.kind == "table"}
    here = {p.title: len(p.queries) for b in BOARDS for p in fitted(b, profile).panels}

    # One that is left out would move the columns of those after it.
    assert {title: here[title] for title in whole} == whole


def test_what_generations_lack() -> None:
    every = {panel.title for board in BOARDS for panel in board.panels}
    lacking = {
        profile: every - {p.title for board in BOARDS for p in fitted(board, profile).panels}
        for profile in PROFILES
    }
    fallbacks = {"How often does a fallback serve?", "Which model serves as a fallback?"}
    only_gen1 = fallbacks | {"Which guardrails are hit?"}
    spans = {"Are spans lost?", *(panel.title for panel in SPANS.panels)}

    assert lacking == {
        "ai": only_gen1,
        "transition": only_gen1,
        "gen1": spans
        | {
            "How often is each rate limit hit when it matches?",
            "Which rate limits match?",
            "How often is each budget hit when it matches?",
            "How much of each budget is used?",
            "Which budgets match?",
            "What do guardrails decide?",
            "What share has each result?",
            "How long does a guardrail take?",
        },
        "gen2": only_gen1 | spans,
        "gen2-total": only_gen1 | spans,
    }


@every_profile
def test_no_quantile_is_made_of_buckets_whose_bounds_nobody_knows(profile: str) -> None:
    for _, expr in exprs(profile):
        assert "histogram_quantile" not in expr
        assert "_bucket" not in expr


@every_profile
def test_choices_ask_a_metric_and_all_means_series_without_the_label_too(profile: str) -> None:
    for board in BOARDS:
        choices = [v for v in fitted(board, profile).variables if isinstance(v, Variable)]
        assert [v.name for v in choices][:3] == ["tenant_name", "username", "model_name"]
        for choice in choices:
            assert re.match(r"label_values\(\w+_gateway_\w+\{.*\}, \w+\)", choice.query)
            assert choice.any_value == ".*"


@every_profile
def test_every_selector_follows_the_choices_that_its_metric_has(profile: str) -> None:
    platform = packs.platform("truefoundry", profile)
    for board in BOARDS:
        names = {v.name for v in board.variables}
        for panel in fitted(board, profile).panels:
            for selector in (s for q in panel.promql for s in promql.selectors(q.expr)):
                metric = platform.metric_of(selector.name or "")
                wanted = names & set(metric.labels) if metric else set()
                filters = {m.label for m in selector.matchers if m.value == f"${m.label}"}
                assert wanted <= filters, panel.title


def test_times_are_shown_in_milliseconds_and_money_in_dollars() -> None:
    for panel, expr in exprs("ai"):
        if panel.kind == "table":
            continue
        if re.search(r"_ms_sum\{", expr):
            assert panel.unit == "ms", panel.title
        if "cost" in expr:
            assert panel.unit == "currencyUSD", panel.title


def test_failures_have_a_share_with_thresholds() -> None:
    shares = {p.title: p.steps for p, e in exprs("ai") if "failure" in e and "/" in e}
    shares.pop("What did each user ask for?")
    shares.pop("What did each model do?")
    shares.pop("What did each tenant ask for?")

    assert list(shares) == [
        "How many requests fail?",
        "Which model fails?",
        "Whose requests fail?",
        "Which tenant's requests fail?",
    ]
    for steps in shares.values():
        assert [value for value in steps.values() if value is not None] == [0.01, 0.05]


def test_labels_of_metadata_are_choices_and_filters() -> None:
    label = "llm_gateway_metadata_customer_id"
    board = render(GATEWAY, packs.platform("truefoundry"), PROVIDER, (label,))
    (choice,) = (v for v in board.dashboard["templating"]["list"] if v["name"] == label)

    assert choice["label"] == "customer_id"
    tokens = [e for _, e in exprs("ai", (label,)) if "ai_gateway_input_tokens_total" in e]
    assert tokens
    assert all(f'{label}=~"${label}"' in expr for expr in tokens)


@pytest.mark.parametrize(
    ("title", "value"),
    [
        ("How long does the first token take?", "models.first_token_mean_seconds"),
        ("How long do people wait for the first token?", "models.first_token_mean_seconds"),
        ("Who waits longest for the first token?", "models.first_token_mean_seconds"),
        ("How long does it take to reach MCP servers?", "agents.connect_mean_seconds"),
        ("How long does it take to reach each MCP server?", "agents.connect_mean_seconds"),
        ("How long does a tool take?", "agents.tool_mean_seconds"),
        ("How long does each tool take?", "agents.tool_mean_seconds"),
        ("Which tools are slowest?", "agents.tool_mean_seconds"),
        ("How long does a guardrail take?", "guardrails.mean_seconds"),
    ],
)
def test_red_begins_where_the_alert_does(title: str, value: str) -> None:
    limit = default_values("truefoundry").get(value).content
    (found,) = [one for board in BOARDS for one in board.panels if one.title == title]

    assert (found.unit, found.steps["red"]) == ("ms", 1000 * float(str(limit)))
