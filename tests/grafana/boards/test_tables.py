"""What must hold of tables, and of every question to Tempo and Loki."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from archestra_ops.grafana.board import LogQuery, Panel, TraceQuery
from archestra_ops.grafana.queries import telemetry_queries, typed_variables
from archestra_ops.grafana.telemetry_query import logql, traceql
from tests.grafana.boards.rendered import ALL, Shipped, every_board

# What Tempo's datasource calls the fields that are there without being asked for: of a table of
# traces, of a table of spans, of TraceQL metrics.
OF_TRACES = {"traceID", "startTime", "traceService", "traceName", "traceDuration"}
OF_SPANS = {"traceIdHidden", "traceService", "traceName", "spanID", "time", "name", "duration"}
# Where TraceQL metrics group by an attribute, the field has its scope in its name; the number is
# called so by Grafana and has no title of ours.
VALUE = "Value"


def tables(board: Shipped) -> Iterator[Panel]:
    """The tables of traces, spans and what is made of them."""
    return (panel for panel in board.source.panels if panel.kind == "table" and not panel.promql)


def fields(panel: Panel) -> set[str]:
    """What a table of *panel*'s query has, before any transformation."""
    (query,) = panel.queries
    assert isinstance(query, TraceQuery)
    asked = set(re.findall(r"span\.([\w.]+)", query.traceql))
    if query.instant:
        own = {"name"} if "by (name)" in query.traceql else set()
        return {f"span.{name}" for name in asked} | {VALUE} | own
    if query.spans:
        status = {"status"} if "select(status" in query.traceql else set()
        return asked | OF_SPANS | status
    return OF_TRACES


def grouped(panel: Panel) -> set[str] | None:
    """What its grouping makes of the fields, or None where it has none."""
    if not panel.transformations:
        return None
    (grouping,) = panel.transformations
    assert grouping["id"] == "groupBy"
    made = set()
    for name, how in grouping["options"]["fields"].items():
        assert name in fields(panel), (panel.title, name)
        made |= {name} if how["operation"] == "groupby" else set()
        made |= {f"{name} ({calculation})" for calculation in how["aggregations"]}
    return made


@every_board
def test_a_grouped_table_shows_exactly_what_its_grouping_makes(board: Shipped) -> None:
    for panel in tables(board):
        made = grouped(panel)
        if made is not None:
            assert {column.field for column in panel.columns} == made, panel.title


@every_board
def test_every_column_is_a_field_that_some_table_with_these_columns_has(board: Shipped) -> None:
    # The steps of a session share their columns: a step of one kind lacks what another has.
    for panel in tables(board):
        alike = [p for p in tables(board) if p.columns == panel.columns and not p.transformations]
        known = set[str]().union(*map(fields, alike))
        if not panel.transformations:
            assert {column.field for column in panel.columns} <= known, panel.title


@every_board
def test_a_table_is_sorted_by_a_column_that_it_shows(board: Shipped) -> None:
    for panel in tables(board):
        titles = [column.title for column in panel.columns if not column.hidden]
        assert all(titles), panel.title
        assert len(titles) == len(set(titles)), panel.title
        assert panel.sort_by in titles or (panel.sort_by == VALUE and VALUE in fields(panel))


@every_board
def test_a_table_has_its_titles_and_its_order_in_the_json(board: Shipped) -> None:
    shown = {panel["title"]: panel for panel in board.panels}
    for panel in tables(board):
        made = shown[panel.title]
        assert made["options"]["sortBy"] == [{"displayName": panel.sort_by, "desc": True}]
        names = [o["matcher"]["options"] for o in made["fieldConfig"]["overrides"]]
        assert names == [column.field for column in panel.columns]
        assert made.get("transformations", []) == list(panel.transformations)


@every_board
def test_every_question_to_tempo_and_loki_is_sound_by_the_pack(board: Shipped) -> None:
    telemetry = board.platform.telemetry
    typed = typed_variables(board.dashboard)
    asked = list(telemetry_queries(board.dashboard))
    questions = [q for p in board.source.panels for q in p.queries]

    assert len(asked) == sum(isinstance(q, TraceQuery | LogQuery) for q in questions)
    assert telemetry is not None or not asked
    for query in asked if telemetry is not None else ():
        find = traceql if query.source == "tempo" else logql
        assert list(find(query.text, telemetry, typed)) == [], query.panel


@every_board
def test_a_question_to_tempo_says_how_much_it_wants(board: Shipped) -> None:
    for title, target in board.targets:
        if target["datasource"]["type"] == "tempo":
            assert 0 < target["limit"] <= 500, title
            assert 0 < target.get("spss", 1) <= 100, title
            assert ("tableType" in target) != ("metricsQueryType" in target), title


@pytest.mark.parametrize(
    ("kind", "slugs"),
    [
        ("tempo", {"genai-observability", "mcp-monitoring", "agent-sessions"}),
        ("loki", {"agent-sessions"}),
    ],
)
def test_boards_that_ask_for_traces_and_logs(kind: str, slugs: set[str]) -> None:
    boards = [p.values[0] for p in ALL if p.values[0].platform.name == "archestra"]
    asking = {
        board.source.slug
        for board in boards
        if any(query.source == kind for query in telemetry_queries(board.dashboard))
    }

    assert asking == slugs
