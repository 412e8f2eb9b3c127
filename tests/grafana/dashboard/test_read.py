from __future__ import annotations

import json

import pytest

from archestra_ops.grafana.dashboard import Source, Spot, UnreadableError, read

BARE = {"title": "Mine", "schemaVersion": 41, "panels": [{"type": "stat", "title": "One"}]}


def of(json_: object):
    return read(json.dumps(json_, indent=1))


@pytest.mark.parametrize(
    "wrapped",
    [
        BARE,
        {"dashboard": BARE, "meta": {"slug": "mine"}},
        {"dashboard": BARE, "overwrite": True, "folderUid": "x"},
        {
            "apiVersion": "dashboard.grafana.app/v1beta1",
            "kind": "Dashboard",
            "metadata": {"name": "mine"},
            "spec": BARE,
        },
    ],
)
def test_a_dashboard_is_found_in_whatever_is_around_it(wrapped) -> None:
    board = of(wrapped)

    assert (board.title, board.schema) == ("Mine", 41)
    assert [panel.title for panel in board.panels] == ["One"]


@pytest.mark.parametrize(
    "v2",
    [
        {"elements": {}, "layout": {}},
        {"apiVersion": "dashboard.grafana.app/v2", "kind": "Dashboard", "spec": {"title": "x"}},
        {"apiVersion": "dashboard.grafana.app/v2beta1", "spec": {"elements": {}, "layout": {}}},
        {"dashboard": {"elements": {}, "layout": {}}},
        {"dashboard": {"apiVersion": "dashboard.grafana.app/v2alpha1", "spec": {"title": "x"}}},
    ],
)
def test_the_v2_schema_is_recognised_and_explained(v2) -> None:
    with pytest.raises(UnreadableError) as raised:
        of(v2)

    assert raised.value.check == "v2-schema"
    assert str(raised.value) == "it is in Grafana's v2 schema, of which nothing is checked"
    assert raised.value.hint == "export it in the classic model, without 'V2 Resource'"


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ([BARE], "it is no dashboard: it holds no object"),
        ("x", "it is no dashboard: it holds no object"),
        ({}, "it is no dashboard: it has no panels"),
        ({"name": "package", "version": "1"}, "it is no dashboard: it has no panels"),
        ({"panels": {}}, "it is no dashboard: it has no panels"),
        ({"dashboard": 7}, "it is no dashboard: it has no panels"),
    ],
)
def test_what_is_none_is_said_to_be_none(value, message) -> None:
    with pytest.raises(UnreadableError) as raised:
        of(value)

    assert raised.value.check == "not-a-dashboard"
    assert str(raised.value) == message
    assert raised.value.hint == "give Grafana's dashboard JSON"


def test_panels_stand_under_their_rows() -> None:
    board = of(
        {
            "panels": [
                {"type": "stat", "title": "Before"},
                {"type": "row", "title": "Open", "panels": []},
                {"type": "stat", "title": "In open"},
                {
                    "type": "row",
                    "title": "Closed",
                    "collapsed": True,
                    "panels": [{"type": "stat", "title": "In closed"}, 7],
                },
                "no panel",
            ],
            "rows": [
                {"title": "Old", "collapse": True, "panels": [{"title": "In old"}]},
                {"title": "Older", "panels": [{"title": "In older"}]},
            ],
        }
    )

    assert [(one.title, one.row, one.collapsed) for one in board.panels] == [
        ("Before", "", False),
        ("Open", "", False),
        ("In open", "Open", False),
        ("Closed", "Open", False),
        ("In closed", "Closed", True),
        ("In old", "Old", True),
        ("In older", "Older", False),
    ]


def test_variables_annotations_and_inputs_are_read() -> None:
    board = of(
        {
            **BARE,
            "templating": {"list": [{"name": "ds", "type": "datasource", "query": "loki"}, None]},
            "annotations": {"list": [{"name": "Deploys", "datasource": "$ds"}]},
            "__inputs": [{"name": "DS_X"}],
        }
    )

    assert [one.name for one in board.variables] == ["ds"]
    assert [(one.spot.part, one.source) for one in board.annotations] == [
        ("annotation 'Deploys'", Source("loki", "$ds"))
    ]
    assert board.inputs == ("DS_X",)
    assert board.spot == Spot("", 1)


def test_parts_are_in_the_order_in_which_they_are_reported() -> None:
    board = of({**BARE, "templating": {"list": [{"name": "a"}]}})

    assert list(board.parts) == ["", "variable $a", "One"]


@pytest.mark.parametrize("key", ["panels", "rows", "templating", "annotations", "__inputs"])
@pytest.mark.parametrize("value", [None, 1, "x", {}, [], [1], {"list": 1}, {"list": [[]]}])
def test_anything_may_stand_anywhere(key, value) -> None:
    board = of({"schemaVersion": 41, key: value})

    assert (board.panels, board.variables, board.inputs) == ((), (), ())
