from __future__ import annotations

from archestra_ops.grafana.queries import (
    PanelQuery,
    TelemetryQuery,
    VariableQuery,
    first_load,
    legend_labels,
    panel_queries,
    telemetry_queries,
    typed_variables,
    variable_queries,
)

BOARD = {
    "title": "B",
    "panels": [
        {"type": "row", "title": "Open", "panels": []},
        {
            "id": 1,
            "title": "One",
            "type": "timeseries",
            "interval": "1m",
            "timeFrom": "7d",
            "datasource": {"type": "prometheus", "uid": "${datasource}"},
            "targets": [
                {"refId": "A", "expr": "a", "legendFormat": "{{x}}", "instant": True},
                {"refId": "B", "expr": "b", "interval": "30s"},
                {"refId": "C", "expr": ""},
                {"refId": "D", "expr": "{}", "datasource": {"type": "loki", "uid": "${loki}"}},
            ],
        },
        {
            "type": "row",
            "title": "Shut",
            "panels": [
                {"id": 2, "title": "Two", "type": "stat", "targets": [{"refId": "A", "expr": "c"}]},
                {"id": 3, "title": "Text", "type": "text"},
                {
                    "id": 4,
                    "title": "Traces",
                    "type": "table",
                    "datasource": {"type": "tempo", "uid": "${tempo}"},
                    "targets": [{"refId": "A", "query": "{ true }"}],
                },
            ],
        },
    ],
    "templating": {
        "list": [
            {"name": "datasource", "type": "datasource", "query": "prometheus"},
            {"name": "job", "type": "query", "query": {"query": "label_values(up, job)"}},
            {"name": "old", "type": "query", "query": "label_values(old)", "allValue": ".+"},
            {"name": "session", "type": "textbox", "query": ""},
        ]
    },
}


def test_every_prometheus_query_is_found_with_how_it_is_asked() -> None:
    one = {"board": "B", "row": "Open", "panel": "One", "panel_id": 1, "collapsed": False}
    assert list(panel_queries(BOARD)) == [
        PanelQuery(
            **one, ref="A", expr="a", legend="{{x}}", instant=True, interval="1m", time_from="7d"
        ),
        PanelQuery(
            **one, ref="B", expr="b", legend="", instant=False, interval="30s", time_from="7d"
        ),
        PanelQuery(
            board="B",
            row="Shut",
            panel="Two",
            panel_id=2,
            ref="A",
            expr="c",
            legend="",
            instant=False,
            interval="",
            time_from="",
            collapsed=True,
        ),
    ]


def test_variables_that_ask_are_found_in_both_spellings() -> None:
    assert list(variable_queries(BOARD)) == [
        VariableQuery(board="B", name="job", query="label_values(up, job)", any_value=""),
        VariableQuery(board="B", name="old", query="label_values(old)", any_value=".+"),
    ]


def test_questions_for_traces_and_logs_are_found_in_collapsed_rows_too() -> None:
    assert list(telemetry_queries(BOARD)) == [
        TelemetryQuery(panel="One", panel_id=1, source="loki", text="{}"),
        TelemetryQuery(panel="Traces", panel_id=4, source="tempo", text="{ true }"),
    ]


def test_a_datasource_that_is_only_named_is_none_of_traces() -> None:
    old = {"title": "Old", "datasource": "Tempo", "targets": [{"query": "{ }"}]}

    assert list(telemetry_queries({"panels": [old, {"title": "Text"}]})) == []


def test_variables_into_which_a_user_types() -> None:
    assert typed_variables(BOARD) == {"session"}


def test_the_first_load_is_every_query_that_no_collapsed_row_hides() -> None:
    assert first_load(BOARD) == 4


def test_an_empty_dashboard_has_nothing() -> None:
    assert (list(panel_queries({})), list(variable_queries({}))) == ([], [])
    assert (list(telemetry_queries({})), typed_variables({}), first_load({})) == ([], set(), 0)


def test_labels_of_a_legend() -> None:
    assert legend_labels("{{ method }} {{route}} - total {{}} {x}") == ("method", "route")
    assert legend_labels("__auto") == ()
