from __future__ import annotations

import json

import pytest

from archestra_ops.grafana.dashboard import Panel, Source, Spot, Target, read


def target(expr: str, kind: str = "prometheus") -> Target:
    return Target(spot=Spot(), expr=expr, legend="", source=Source(kind))


@pytest.mark.parametrize(
    ("kind", "is_one"),
    [
        ("prometheus", True),
        ("grafana-azureprometheus-datasource", True),
        ("grafana-amazonprometheus-datasource", True),
        ("loki", False),
        ("", False),
    ],
)
def test_what_speaks_promql_is_a_prometheus(kind, is_one) -> None:
    assert target("up", kind).prometheus is is_one


@pytest.mark.parametrize(
    ("one", "is_so"),
    [
        (target("up"), True),
        (target("$metric{a='b'}"), True),
        (target("sum("), False),
        (target(""), False),
        (target("up", "loki"), False),
    ],
)
def test_a_query_can_be_read_or_not(one, is_so) -> None:
    assert one.readable is is_so


@pytest.mark.parametrize(
    ("kind", "shows"), [("stat", True), ("", True), ("row", False), ("text", False)]
)
def test_what_shows_data(kind, shows) -> None:
    json_ = {"panels": [{"type": kind}, {"type": kind, "libraryPanel": {"uid": "x"}}]}
    one, library = read(json.dumps(json_)).panels

    assert one.shows_data is shows
    assert not library.shows_data


def test_the_queries_of_a_dashboard_are_those_that_can_be_read() -> None:
    asked = [{"expr": "up"}, {"expr": "sum("}, {"expr": ""}, {"query": "{}"}]
    board = read(json.dumps({"panels": [{"title": "A", "targets": asked}, {"title": "B"}]}))

    assert [(panel.title, one.expr) for panel, one in board.queries] == [("A", "up")]
    assert isinstance(board.panels[0], Panel)
