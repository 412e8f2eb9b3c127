from __future__ import annotations

import json

import pytest

from archestra_ops.grafana.dashboard import Panel, Place, Source, Spot, Step, read

TEMPO = {"type": "tempo", "uid": "${tempo}"}


def panel(**settings: object) -> Panel:
    text = json.dumps({"panels": [settings]})
    return read(text).panels[0]


def test_a_panel_is_read() -> None:
    found = panel(
        id=3,
        type="stat",
        title="How many?",
        description="Few.",
        datasource={"type": "prometheus", "uid": "${ds}"},
        gridPos={"x": 1, "y": 2, "w": 3, "h": 4},
        fieldConfig={
            "defaults": {
                "unit": "s",
                "mappings": [{"type": "value"}],
                "thresholds": {"steps": [{"color": "red", "value": None}, {"value": 0.5}]},
            },
            "overrides": [{"properties": [{"id": "unit", "value": "ms"}]}],
        },
        libraryPanel={"uid": "x"},
    )

    assert found == Panel(
        spot=Spot("How many?", 1),
        id=3,
        title="How many?",
        kind="stat",
        description="Few.",
        unit="s",
        steps=(Step("red", None), Step("", 0.5)),
        place=Place(1, 2, 3, 4),
        library=True,
        overridden=True,
        mapped=True,
        source=Source("prometheus", "${ds}"),
        json=found.json,
    )


def test_nothing_at_all_is_a_panel_too() -> None:
    assert panel() == Panel(
        spot=Spot("panel without a number (no type)", 1),
        id=None,
        title="",
        kind="",
        description="",
        unit="",
        steps=(),
        place=None,
    )


@pytest.mark.parametrize(
    ("settings", "part"),
    [
        ({"title": "A", "type": "stat", "id": 1}, "A"),
        ({"title": " ", "type": "stat", "id": 1}, "panel 1 (stat)"),
        ({"title": "R", "type": "row"}, "row 'R'"),
    ],
)
def test_a_panel_is_called_by_its_title_or_else_its_number(settings, part) -> None:
    assert panel(**settings).spot.part == part


@pytest.mark.parametrize(
    ("of_panel", "of_target", "expected"),
    [
        ({"type": "prometheus", "uid": "$a"}, None, Source("prometheus", "$a")),
        ({"type": "prometheus", "uid": "$a"}, {}, Source("prometheus", "$a")),
        ({"type": "datasource", "uid": "-- Mixed --"}, TEMPO, Source("tempo", "${tempo}")),
        (None, None, Source("prometheus", "")),
        ("Prometheus", None, Source("prometheus", "Prometheus")),
        ("My Loki", None, Source("loki", "My Loki")),
        (None, {"uid": "abc"}, Source("prometheus", "abc")),
    ],
)
def test_a_query_asks_its_own_datasource_or_its_panels(of_panel, of_target, expected) -> None:
    target = {"expr": "up", "datasource": of_target}
    (found,) = panel(datasource=of_panel, targets=[target]).targets

    assert found.source == expected


def test_a_query_is_read() -> None:
    (found,) = panel(
        title="A",
        targets=[
            {
                "expr": "up",
                "legendFormat": "{{job}}",
                "hide": True,
                "instant": True,
                "format": "table",
            }
        ],
    ).targets

    assert (found.expr, found.legend, found.spot) == ("up", "{{job}}", Spot("A", 1))
    assert (found.hidden, found.instant, found.table) == (True, True, True)


def test_one_that_asks_for_both_is_no_instant_query() -> None:
    (found,) = panel(targets=[{"expr": "up", "instant": True, "range": True}]).targets

    assert not found.instant
