from __future__ import annotations

import pytest

from archestra_ops.grafana.appearance import field_config, options
from archestra_ops.grafana.board import Mapped
from tests.grafana.small import panel


def defaults(**settings: object) -> dict[str, object]:
    return field_config(panel("x", **settings))["defaults"]


def test_a_trend_has_lines_without_bridges_over_outages() -> None:
    assert defaults(unit="s", minimum=0) == {
        "unit": "s",
        "min": 0,
        "thresholds": {"mode": "absolute", "steps": [{"color": "text", "value": None}]},
        "color": {"mode": "palette-classic-by-name"},
        "noValue": "no data",
        "mappings": [],
        "custom": {
            "drawStyle": "line",
            "lineInterpolation": "linear",
            "lineWidth": 1,
            "fillOpacity": 8,
            "showPoints": "never",
            "spanNulls": False,
            "stacking": {"mode": "none", "group": "A"},
            "thresholdsStyle": {"mode": "off"},
        },
    }


def test_a_stacked_trend_is_filled_and_thresholds_can_be_drawn() -> None:
    custom = defaults(stack=True, show_steps=True, steps={"text": None, "red": 1})["custom"]

    assert custom["stacking"] == {"mode": "normal", "group": "A"}
    assert custom["fillOpacity"] == 35
    assert custom["thresholdsStyle"] == {"mode": "dashed"}


def test_limits_and_decimals_are_only_there_when_they_are_set() -> None:
    assert {"min", "max", "decimals"} & defaults().keys() == set()
    limited = defaults(minimum=0, maximum=1, decimals=2)
    assert (limited["min"], limited["max"], limited["decimals"]) == (0, 1, 2)


@pytest.mark.parametrize("kind", ["stat", "gauge", "bargauge"])
def test_a_state_is_coloured_by_its_thresholds(kind: str) -> None:
    assert defaults(kind=kind, steps={"green": None, "red": 1})["color"] == {"mode": "thresholds"}
    assert defaults(kind=kind)["color"] == {"mode": "palette-classic-by-name"}


def test_a_trend_is_coloured_by_identity_whatever_its_thresholds() -> None:
    found = defaults(steps={"text": None, "red": 1}, show_steps=True)["color"]

    assert found == {"mode": "palette-classic-by-name"}


def test_a_stat_is_filled_where_its_colour_means_a_state() -> None:
    coloured = panel("x", kind="stat", steps={"green": None, "red": 1})

    assert options(coloured)["colorMode"] == "background_solid"
    assert options(panel("x", kind="stat"))["colorMode"] == "value"


def test_series_that_mean_a_state_have_its_colour() -> None:
    assert field_config(panel("x", colors={"5xx": "red", "2xx": "green"}))["overrides"] == [
        {
            "matcher": {"id": "byName", "options": "5xx"},
            "properties": [{"id": "color", "value": {"mode": "fixed", "fixedColor": "red"}}],
        },
        {
            "matcher": {"id": "byName", "options": "2xx"},
            "properties": [{"id": "color", "value": {"mode": "fixed", "fixedColor": "green"}}],
        },
    ]


def test_values_become_words_and_silence_has_one_too() -> None:
    words = {"0": Mapped(text="down", color="red"), "1": Mapped(text="up", color="green")}
    found = defaults(kind="stat", words=words, nothing="none")

    assert found["mappings"] == [
        {
            "type": "value",
            "options": {
                "0": {"text": "down", "color": "red", "index": 0},
                "1": {"text": "up", "color": "green", "index": 1},
            },
        }
    ]
    assert (found["color"], found["noValue"]) == ({"mode": "thresholds"}, "none")


REDUCED = {"calcs": ["lastNotNull"], "fields": "", "values": False}


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (
            "timeseries",
            {
                "legend": {
                    "showLegend": True,
                    "displayMode": "table",
                    "placement": "bottom",
                    "calcs": ["lastNotNull", "max"],
                    "sortBy": "Last *",
                    "sortDesc": True,
                },
                "tooltip": {"mode": "multi", "sort": "desc", "hideZeros": False},
            },
        ),
        (
            "gauge",
            {
                "reduceOptions": REDUCED,
                "orientation": "auto",
                "showThresholdLabels": False,
                "showThresholdMarkers": True,
                "sizing": "auto",
            },
        ),
        (
            "bargauge",
            {
                "reduceOptions": REDUCED,
                "displayMode": "basic",
                "orientation": "horizontal",
                "showUnfilled": True,
                "valueMode": "color",
                "namePlacement": "auto",
                "sizing": "auto",
            },
        ),
        ("table", {"showHeader": True, "cellHeight": "sm", "sortBy": []}),
        (
            "state-timeline",
            {
                "mergeValues": True,
                "showValue": "auto",
                "alignValue": "left",
                "rowHeight": 0.8,
                "legend": {"showLegend": True, "displayMode": "list", "placement": "bottom"},
                "tooltip": {"mode": "single", "sort": "none"},
            },
        ),
        (
            "logs",
            {
                "showTime": True,
                "wrapLogMessage": True,
                "enableLogDetails": True,
                "sortOrder": "Ascending",
                "dedupStrategy": "none",
                "prettifyLogMessage": False,
                "showLabels": False,
                "showCommonLabels": False,
            },
        ),
        ("traces", {}),
    ],
)
def test_every_kind_has_its_options(kind: str, expected: dict[str, object]) -> None:
    assert options(panel("x", kind=kind)) == expected


def test_a_table_is_sorted_by_its_column_the_largest_first() -> None:
    found = options(panel("x", kind="table", sort_by="Duration"))

    assert found == {
        "showHeader": True,
        "cellHeight": "sm",
        "sortBy": [{"displayName": "Duration", "desc": True}],
    }


def test_the_options_of_one_panel_are_not_those_of_the_next() -> None:
    options(panel("x", kind="table", sort_by="Duration"))

    assert options(panel("x", kind="table"))["sortBy"] == []


@pytest.mark.parametrize(
    ("kind", "custom"),
    [
        ("table", {"align": "auto", "cellOptions": {"type": "auto"}, "filterable": True}),
        ("state-timeline", {"fillOpacity": 80, "lineWidth": 0, "spanNulls": False}),
        ("stat", {}),
        ("gauge", {}),
        ("bargauge", {}),
        ("traces", {}),
        ("logs", {}),
    ],
)
def test_every_kind_has_its_own_field_settings(kind: str, custom: dict[str, object]) -> None:
    assert defaults(kind=kind)["custom"] == custom
