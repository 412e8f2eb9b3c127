from __future__ import annotations

import pytest

from archestra_ops.grafana.board import LogQuery, Query, TraceQuery
from archestra_ops.grafana.targets import source, target
from tests.grafana.small import panel

PROMETHEUS = {"type": "prometheus", "uid": "${datasource}"}
TEMPO = {"type": "tempo", "uid": "${tempo}"}
LOKI = {"type": "loki", "uid": "${loki}"}
NONE: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Query(expr="up"), PROMETHEUS),
        (TraceQuery(traceql="{ }"), TEMPO),
        (LogQuery(logql='{a="b"}'), LOKI),
    ],
)
def test_each_kind_of_question_goes_to_its_datasource(query, expected) -> None:
    assert source(query) == expected
    assert target(query, "C", panel("x"), NONE)["datasource"] == expected
    assert target(query, "C", panel("x"), NONE)["refId"] == "C"


def test_a_question_to_prometheus() -> None:
    assert target(Query(expr="up", legend="{{job}}"), "A", panel("x"), NONE) == {
        "refId": "A",
        "datasource": PROMETHEUS,
        "editorMode": "code",
        "expr": "up",
        "legendFormat": "{{job}}",
        "format": "time_series",
        "instant": False,
        "range": True,
        "exemplar": False,
    }


def test_a_question_to_prometheus_for_now_with_a_least_step_in_a_table() -> None:
    shown = panel("x", kind="table", interval="5m")

    assert target(Query(expr="up", instant=True), "B", shown, NONE) == {
        "refId": "B",
        "datasource": PROMETHEUS,
        "editorMode": "code",
        "expr": "up",
        "legendFormat": "__auto",
        "format": "table",
        "instant": True,
        "range": False,
        "exemplar": False,
        "interval": "5m",
    }


@pytest.mark.parametrize(
    ("kind", "expr", "expected"),
    [
        ("timeseries", "has", True),
        ("timeseries", "has not", False),
        ("stat", "has", False),
        ("table", "has", False),
    ],
)
def test_exemplars_are_asked_for_where_a_trend_can_show_them(kind, expr, expected) -> None:
    found = target(Query(expr=expr), "A", panel("x", kind=kind), frozenset({"has"}))

    assert found["exemplar"] is expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (
            TraceQuery(traceql="{ name = `a` }"),
            {"query": "{ name = `a` }", "limit": 20, "tableType": "traces"},
        ),
        (
            TraceQuery(traceql="{ }", limit=500, spans=100),
            {"query": "{ }", "limit": 500, "tableType": "spans", "spss": 100},
        ),
        (
            TraceQuery(traceql="{ } | rate()", instant=True),
            {"query": "{ } | rate()", "limit": 20, "metricsQueryType": "instant"},
        ),
        (
            TraceQuery(traceql="${trace}"),
            {"query": "${trace}", "limit": 20, "tableType": "traces"},
        ),
    ],
)
def test_a_question_to_tempo(query: TraceQuery, expected: dict[str, object]) -> None:
    # A least step and exemplars are Prometheus' alone.
    shown = panel("x", kind="table", interval="5m")

    assert target(query, "A", shown, frozenset({query.traceql})) == {
        "refId": "A",
        "datasource": TEMPO,
        "queryType": "traceql",
        **expected,
    }


def test_a_question_to_loki() -> None:
    found = target(LogQuery(logql='{a="b"}', limit=7), "A", panel("x", interval="5m"), NONE)

    assert found == {
        "refId": "A",
        "datasource": LOKI,
        "expr": '{a="b"}',
        "queryType": "range",
        "maxLines": 7,
    }
