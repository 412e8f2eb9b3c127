"""Panels that ask for traces and logs, as `style` writes them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archestra_ops.grafana.board import Column, LogQuery, Panel, TraceQuery
from archestra_ops.grafana.style import to_json
from tests.grafana.small import PLATFORM, board, panel
from tests.grafana.test_style import panels

TRACES = Panel(
    title="Which traces?",
    description="Those.",
    queries=(TraceQuery(traceql="{ }"),),
    unit="short",
    kind="table",
    columns=(Column(field="traceID", title="Trace", opens="trace"),),
    transformations=({"id": "limit", "options": {"limitField": 5}},),
)


def test_a_panel_of_traces_asks_tempo() -> None:
    (found,) = panels(board(TRACES))

    assert found["datasource"] == {"type": "tempo", "uid": "${tempo}"}
    assert found["targets"] == [
        {
            "refId": "A",
            "datasource": {"type": "tempo", "uid": "${tempo}"},
            "queryType": "traceql",
            "query": "{ }",
            "limit": 20,
            "tableType": "traces",
        }
    ]
    assert found["transformations"] == [{"id": "limit", "options": {"limitField": 5}}]


def test_a_click_keeps_whatever_else_is_chosen_on_the_board() -> None:
    choices = [{"name": name} for name in ("datasource", "tempo", "cluster", "team", "trace")]
    made = to_json(board(TRACES), PLATFORM, choices, frozenset())

    (column,) = made["panels"][1]["fieldConfig"]["overrides"]
    (opens,) = column["properties"][1]["value"]
    assert opens["url"] == (
        "/d/archestra-ops-small?${datasource:queryparam}&${tempo:queryparam}"
        "&${cluster:queryparam}&${team:queryparam}&var-trace=${__value.raw}&${__url_time_range}"
    )


def test_colours_of_series_stand_before_columns() -> None:
    made = replace(TRACES, colors={"bad": "red"})

    (found,) = panels(board(made))
    names = [one["matcher"]["options"] for one in found["fieldConfig"]["overrides"]]
    assert names == ["bad", "traceID"]


@pytest.mark.parametrize(
    ("kind", "query", "source"),
    [
        ("traces", TraceQuery(traceql="${trace}"), {"type": "tempo", "uid": "${tempo}"}),
        ("logs", LogQuery(logql='{a="b"}'), {"type": "loki", "uid": "${loki}"}),
    ],
)
def test_a_trace_and_logs_have_panels_of_their_own(kind, query, source) -> None:
    (found,) = panels(board(panel(kind=kind, queries=(query,))))

    assert (found["type"], found["datasource"]) == (kind, source)
    assert set(found) == {
        "datasource",
        "description",
        "fieldConfig",
        "gridPos",
        "id",
        "options",
        "targets",
        "title",
        "type",
    }
