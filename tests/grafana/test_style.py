from __future__ import annotations

import json

import pytest

from archestra_ops.grafana.board import Board, Mapped, Query, Row
from archestra_ops.grafana.style import SCHEMA_VERSION, to_json
from tests.grafana.small import PLATFORM, board, panel

SOURCE = {"type": "prometheus", "uid": "${datasource}"}


def rendered(made: Board, *exemplars: str) -> dict[str, object]:
    return to_json(made, PLATFORM, [], frozenset(exemplars))


def test_a_whole_board() -> None:
    made = board(
        panel(
            queries=(Query(expr="up", legend="{{job}}", instant=True),),
            title="Is it up?",
            kind="stat",
            unit="none",
            steps={"red": None, "green": 1},
            words={"1": Mapped(text="up", color="green")},
            width=24,
            height=4,
        )
    )

    assert rendered(made) == {
        "title": "Acme / Small",
        "uid": "archestra-ops-small",
        "description": "A small board.",
        "tags": ["archestra-ops", "acme"],
        "schemaVersion": 41,
        "editable": True,
        "graphTooltip": 1,
        "refresh": "1m",
        "time": {"from": "now-1h", "to": "now"},
        "timepicker": {},
        "timezone": "browser",
        "templating": {"list": []},
        "annotations": {
            "list": [
                {
                    "name": "Alerts firing",
                    "datasource": SOURCE,
                    "enable": True,
                    "hide": False,
                    "iconColor": "red",
                    "expr": 'ALERTS{alertstate="firing",alertname=~"Acme.*",'
                    'cluster=~"$cluster",namespace=~"$namespace"}',
                    "titleFormat": "{{alertname}}",
                    "textFormat": "{{severity}}",
                    "step": "1m",
                    "useValueForTime": False,
                }
            ]
        },
        "links": [
            {
                "title": "Acme boards",
                "type": "dashboards",
                "tags": ["archestra-ops", "acme"],
                "asDropdown": True,
                "icon": "external link",
                "includeVars": True,
                "keepTime": True,
                "targetBlank": False,
                "tooltip": "",
                "url": "",
            }
        ],
        "panels": [
            {
                "id": 2102498056,
                "type": "row",
                "title": "All of it",
                "collapsed": False,
                "gridPos": {"h": 1, "w": 24, "x": 0, "y": 0},
                "panels": [],
            },
            {
                "id": 832718798,
                "type": "stat",
                "title": "Is it up?",
                "description": "It is.",
                "datasource": SOURCE,
                "gridPos": {"h": 4, "w": 24, "x": 0, "y": 1},
                "targets": [
                    {
                        "refId": "A",
                        "datasource": SOURCE,
                        "editorMode": "code",
                        "expr": "up",
                        "legendFormat": "{{job}}",
                        "format": "time_series",
                        "instant": True,
                        "range": False,
                        "exemplar": False,
                    }
                ],
                "fieldConfig": {
                    "defaults": {
                        "unit": "none",
                        "thresholds": {
                            "mode": "absolute",
                            "steps": [
                                {"color": "red", "value": None},
                                {"color": "green", "value": 1},
                            ],
                        },
                        "color": {"mode": "thresholds"},
                        "noValue": "no data",
                        "custom": {},
                        "mappings": [
                            {
                                "type": "value",
                                "options": {"1": {"text": "up", "color": "green", "index": 0}},
                            }
                        ],
                    },
                    "overrides": [],
                },
                "options": {
                    "reduceOptions": {"calcs": ["lastNotNull"], "fields": "", "values": False},
                    "colorMode": "background_solid",
                    "graphMode": "none",
                    "justifyMode": "center",
                    "orientation": "auto",
                    "textMode": "auto",
                    "wideLayout": True,
                },
            },
        ],
    }
    assert SCHEMA_VERSION == 41


def panels(made: Board, *exemplars: str) -> list[dict[str, object]]:
    return [p for p in rendered(made, *exemplars)["panels"] if p["type"] != "row"]


def target(made: Board, *exemplars: str) -> dict[str, object]:
    return panels(made, *exemplars)[0]["targets"][0]


def test_a_collapsed_row_holds_its_panels_and_takes_one_line() -> None:
    rows = (
        Row(title="Shut", panels=(panel("a", title="A"), panel("b", title="B")), collapsed=True),
        Row(title="Open", panels=(panel("c", title="C"),)),
    )
    shut, open_, last = rendered(board(rows=rows))["panels"]

    assert [(p["title"], p["gridPos"]) for p in shut["panels"]] == [
        ("A", {"h": 8, "w": 12, "x": 0, "y": 1}),
        ("B", {"h": 8, "w": 12, "x": 12, "y": 1}),
    ]
    assert (shut["collapsed"], open_["collapsed"]) == (True, False)
    assert open_["gridPos"] == {"h": 1, "w": 24, "x": 0, "y": 1}
    assert last["gridPos"] == {"h": 8, "w": 24, "x": 0, "y": 2}


def test_a_panel_keeps_its_number_while_others_come_and_go() -> None:
    alone = panels(board(panel("a", title="A")))
    later = panels(board(panel("b", title="B"), panel("a", title="A")))

    assert alone[0]["id"] == later[1]["id"] != later[0]["id"]


def test_a_panel_and_a_row_of_one_title_have_different_numbers() -> None:
    row, inner = rendered(board(rows=(Row(title="A", panels=(panel("a", title="A"),)),)))["panels"]

    assert row["id"] != inner["id"]


def test_exemplars_are_on_for_trends_of_metrics_that_carry_them() -> None:
    trend = board(panel("a"), panel("b"))

    assert [p["targets"][0]["exemplar"] for p in panels(trend, "a")] == [True, False]
    assert target(board(panel("a", kind="stat")), "a")["exemplar"] is False


def test_the_least_step_stands_on_the_panel_and_on_its_queries() -> None:
    (found,) = panels(board(panel("a", interval="1m", time_from="7d")))

    assert (found["interval"], found["timeFrom"]) == ("1m", "7d")
    assert found["targets"][0]["interval"] == "1m"
    assert {"interval", "timeFrom"} & panels(board(panel("a")))[0].keys() == set()


def test_queries_are_lettered_and_a_range_query_is_not_instant() -> None:
    (found,) = panels(board(panel("a", "b", "c")))

    assert [(t["refId"], t["expr"]) for t in found["targets"]] == [
        ("A", "a"),
        ("B", "b"),
        ("C", "c"),
    ]
    assert (found["targets"][0]["instant"], found["targets"][0]["range"]) == (False, True)
    assert found["targets"][0]["legendFormat"] == "__auto"


@pytest.mark.parametrize(
    ("kind", "format_"),
    [
        ("timeseries", "time_series"),
        ("stat", "time_series"),
        ("gauge", "time_series"),
        ("bargauge", "time_series"),
        ("table", "table"),
        ("state-timeline", "time_series"),
    ],
)
def test_every_kind_of_panel_is_grafanas(kind: str, format_: str) -> None:
    (found,) = panels(board(panel("a", kind=kind)))

    assert (found["type"], found["targets"][0]["format"]) == (kind, format_)
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


def test_nothing_is_null_but_the_threshold_below_all_others() -> None:
    made = board(panel("a", kind="gauge"), panel("b", kind="table"), panel("c", kind="bargauge"))

    text = json.dumps(rendered(made))
    assert text.count("null") == text.count('"value": null') == 3
