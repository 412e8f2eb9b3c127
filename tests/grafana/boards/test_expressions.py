"""What must hold of every query of every shipped board."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from archestra_ops import expressions, packs, promql
from archestra_ops.grafana.boards import boards, platforms
from archestra_ops.grafana.boards.agyn.jobs import JOBS
from archestra_ops.grafana.filters import EXEMPT
from archestra_ops.packs.catalogue import PROMETHEUS, catalogue
from archestra_ops.packs.model import Metric
from tests.grafana.boards.rendered import (
    ALL,
    WITH_POSTGRES,
    WITHOUT_POSTGRES,
    Shipped,
    every_board,
)

PLATFORM_IDENTITY = {
    ("cluster", "=~", "$cluster"),
    ("namespace", "=~", "$namespace"),
    ("job", "=~", "$job"),
    ("instance", "=~", "$instance"),
}
JOB = ("job", "=~", "$job")
PROCESS = {JOB, ("instance", "=~", "$instance")}
INSTALLATION = {("cluster", "=~", "$cluster"), ("namespace", "=~", "$namespace")}

# Metrics of PostgreSQL's panels that cannot carry the exporter's job and the server: what they
# carry instead, and why.
EXEMPT_METRICS = {
    "kubelet_volume_stats_used_bytes": (INSTALLATION, "the kubelet has a job of its own"),
    "kubelet_volume_stats_capacity_bytes": (INSTALLATION, "the kubelet has a job of its own"),
    "stackdriver_monitoring_last_scrape_error": (
        {("job", "=~", "$pg_job")},
        "the exporter's own health is about no server",
    ),
}
# More selectors of the platform's own metrics than these a board has: else a guard sees nothing.
LEAST_SELECTORS = {
    "genai-observability": 100,
    "mcp-monitoring": 75,
    "agent-sessions": 5,
    "application-metrics": 50,
    "rag-knowledge-base": 150,
    "agyn-platform-overview": 20,
    "agyn-agent-workloads": 30,
    "agyn-llm-usage": 20,
    "agyn-tracing": 4,
    "agyn-openfga": 25,
    "astromesh-agents": 15,
    "astromesh-providers-cost": 15,
    "truefoundry-gateway": 100,
    "truefoundry-agents": 30,
}
# The same of a provider's, on boards that are not about PostgreSQL alone.
LEAST_OF_POSTGRES = {"application-metrics": 15}
# A counter's value says nothing; these do not look at it, or look at how it grows.
OF_COUNTERS = {"rate", "increase", "present_over_time", "count"}


def selected(board: Shipped) -> Iterator[tuple[str, promql.Selector]]:
    """Every selector of the board's PromQL, each with its panel's title."""
    for title, target in board.promql:
        for selector in promql.selectors(target["expr"]):
            yield title, selector


def matchers(selector: promql.Selector) -> set[tuple[str, str, str]]:
    return {(m.label, m.op, m.value) for m in selector.matchers}


def foreign(board: Shipped, selector: promql.Selector) -> bool:
    """Whether other programs make such series, of others, too."""
    metric = board.platform.metric_of(selector.name or "")
    return metric is not None and board.platform.is_foreign(metric)


def identity(board: Shipped, selector: promql.Selector) -> set[tuple[str, str, str]]:
    """The matchers that a selector of the platform has to have."""
    if foreign(board, selector):
        return {("cluster", "=~", "$cluster")}
    if board.platform.name == "agyn" and selector.name == "up":
        # A service that never answered has no metrics, so that `$job` does not list its job.
        return {*PLATFORM_IDENTITY - {JOB}, ("job", "=~", f"$job|{JOBS}")}
    return PLATFORM_IDENTITY


def of_platform(board: Shipped, selector: promql.Selector) -> bool:
    name = selector.name or ""
    return bool(board.platform.metric_of(name) or PROMETHEUS.metric_of(name))


@every_board
def test_every_query_is_sound_by_the_packs(board: Shipped) -> None:
    known = catalogue(board.platform, board.provider)
    wrong = [
        (title, rule, found.message)
        for title, target in board.promql
        for rule, found in expressions.judge(target["expr"], known)
    ]

    assert wrong == []


@every_board
def test_every_selector_of_the_platform_carries_its_identity(board: Shipped) -> None:
    own = [(title, s) for title, s in selected(board) if of_platform(board, s)]

    assert len(own) > LEAST_SELECTORS[board.source.slug]
    assert [(t, str(s.name)) for t, s in own if not matchers(s) >= identity(board, s)] == []
    assert [(t, s.name) for t, s in own if foreign(board, s) and PROCESS & matchers(s)] == []


@pytest.mark.parametrize("board", WITH_POSTGRES)
def test_every_selector_of_postgres_carries_the_exporters_job_and_the_server(
    board: Shipped,
) -> None:
    usual = {("job", "=~", "$pg_job"), (board.provider.identity[0], "=~", "$pg_instance")}
    others = [(title, s) for title, s in selected(board) if not of_platform(board, s)]

    assert len(others) > LEAST_OF_POSTGRES.get(board.source.slug, 1)
    for title, selector in others:
        wanted, _ = EXEMPT_METRICS.get(selector.name or "", (usual, ""))
        found = {one for one in matchers(selector) if one[2].startswith("$")}
        assert found == wanted, (title, selector.name)


@pytest.mark.parametrize("board", WITHOUT_POSTGRES)
def test_a_board_without_postgres_selects_nothing_of_it(board: Shipped) -> None:
    assert {s.name for _, s in selected(board) if not of_platform(board, s)} == set()
    assert not {"pg_job", "pg_instance"} & set(board.variables)


def test_there_are_boards_with_postgres_and_without() -> None:
    assert {p.values[0].source.slug for p in WITH_POSTGRES} == {
        "application-metrics",
        "agyn-openfga",
        "agyn-platform-overview",
        "agyn-tracing",
    }
    without = [p.values[0] for p in WITHOUT_POSTGRES]
    assert {b.source.slug for b in without if b.platform.name == "archestra"} == {
        "agent-sessions",
        "genai-observability",
        "mcp-monitoring",
        "rag-knowledge-base",
    }
    assert {p.values[0].platform.postgres for p in WITH_POSTGRES} == {True}


@every_board
def test_no_selector_is_of_anything_else(board: Shipped) -> None:
    known = catalogue(board.platform, board.provider)

    assert {s.name for _, s in selected(board) if known.find(s.name or "") is None} == set()


def test_exemptions_have_reasons_and_are_in_use() -> None:
    boards = [parameter.values[0] for parameter in ALL]
    names = {selector.name for board in boards for _, selector in selected(board)}
    firing = [a["expr"] for board in boards for a in board.dashboard["annotations"]["list"]]

    assert set(EXEMPT_METRICS) <= names
    assert all(reason for _, reason in EXEMPT_METRICS.values())
    assert set(EXEMPT) == {"ALERTS"}
    assert all(EXEMPT.values())
    assert all(expr.startswith("ALERTS{") and "$job" not in expr for expr in firing)


def is_counter(metric: Metric, sample: str) -> bool:
    return metric.type == "counter" or (
        metric.type in ("histogram", "summary") and sample != metric.name
    )


@every_board
def test_counters_stand_only_under_what_makes_sense_of_them(board: Shipped) -> None:
    known = catalogue(board.platform, board.provider)
    for title, selector in selected(board):
        found = known.find(selector.name or "")
        assert found is not None
        if is_counter(found[1], selector.name or ""):
            assert OF_COUNTERS & set(selector.enclosing), (title, selector.name)
            # Else the panel would count since the process started, whatever time is chosen.
            assert "sum_over_time" not in selector.enclosing, title


@every_board
def test_every_label_of_a_legend_survives_its_expression(board: Shipped) -> None:
    known = catalogue(board.platform, board.provider)
    for title, target in board.promql:
        named = set(re.findall(r"\{\{(\w+)\}\}", target["legendFormat"]))
        kept = promql.surviving(target["expr"], known.labels_of)
        assert kept is not None, title
        assert named <= kept, title


@every_board
def test_series_of_a_trend_or_a_bar_are_told_apart_by_the_legend(board: Shipped) -> None:
    known = catalogue(board.platform, board.provider)
    for title, target in board.promql:
        if target["legendFormat"] == "__auto":
            continue
        kept = promql.surviving(target["expr"], known.labels_of) or frozenset()
        named = set(re.findall(r"\{\{(\w+)\}\}", target["legendFormat"]))
        assert kept <= named | {"__name__"}, title


@every_board
def test_roles_and_placeholders_are_all_filled_in(board: Shipped) -> None:
    for title, target in board.promql:
        assert not promql.signals(target["expr"]), title
        assert not re.search(r"\[(server|database|state|mode)\]", target["expr"]), title
        assert not re.search(r"\[\w+\]", target["legendFormat"]), title


def test_every_signal_of_the_vocabulary_is_on_a_board() -> None:
    used = {
        signal
        for platform in platforms()
        for board in boards(platform)
        for row in board.rows
        for panel in row.panels
        for query in panel.promql
        for signal in promql.signals(query.expr)
    }

    assert used == set(packs.signals())


@pytest.mark.parametrize(
    ("expr", "why"),
    [
        ("up", "no identity"),
        ('up{cluster=~"$cluster",namespace=~"$namespace",job=~"$job"}', "no instance"),
        ('up{cluster=~"$cluster",namespace=~"$namespace",job="$job",instance=~"$instance"}', "="),
    ],
)
def test_the_guard_sees_a_selector_without_identity(expr: str, why: str) -> None:
    (selector,) = promql.selectors(expr)

    assert not matchers(selector) >= PLATFORM_IDENTITY, why
