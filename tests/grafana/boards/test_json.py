"""What must hold of the JSON of every shipped board."""

from __future__ import annotations

import json
from itertools import product
from typing import Any

import pytest

from archestra_ops import promql
from archestra_ops.grafana.queries import first_load
from archestra_ops.grafana.render import render
from archestra_ops.packs.catalogue import catalogue
from tests.grafana.boards.rendered import Shipped, every_board, walked

SOURCES = {
    "datasource": {"type": "prometheus", "uid": "${datasource}"},
    "tempo": {"type": "tempo", "uid": "${tempo}"},
    "loki": {"type": "loki", "uid": "${loki}"},
}
PROMETHEUS = SOURCES["datasource"]
FIRST_LOAD = 25  # queries that a browser sends when the board is opened
LARGEST = 250_000  # bytes

# What Grafana 6 and older wrote, and grafanalib still does.
LEFT_OVERS = {
    "rows", "gnetId", "hideControls", "sharedCrosshair", "style", "span", "minSpan",
    "cacheTimeout", "intervalFactor", "metric", "maxDataPoints", "nullPointMode", "aliasColors",
    "seriesOverrides", "xaxis", "yaxes", "renderer", "iteration", "scopedVars", "inputs",
    "__inputs", "__requires", "timeShift", "transparent", "error", "height", "isNew",
}  # fmt: skip


def cells(panel: dict[str, Any]) -> set[tuple[int, int]]:
    """The places on the grid that a panel takes."""
    grid = panel["gridPos"]
    across = range(grid["x"], grid["x"] + grid["w"])
    return set(product(across, range(grid["y"], grid["y"] + grid["h"])))


@every_board
def test_nothing_of_an_old_grafana_is_left(board: Shipped) -> None:
    keys = list(walked(board.dashboard))

    assert board.dashboard["schemaVersion"] == 41
    assert {key for _, key, _ in keys} & LEFT_OVERS == set()
    # An annotation's step is its own; a target's was Grafana 3's.
    assert {path for path, key, _ in keys if key == "step"} == {".annotations.list[]"}


@every_board
def test_nothing_is_null_but_the_threshold_below_all_others(board: Shipped) -> None:
    nulls = {(path, key) for path, key, value in walked(board.dashboard) if value is None}

    inside = ".fieldConfig.defaults.thresholds.steps[]"
    collapsed_or_not = {row.collapsed for row in board.rendered.board.rows}
    places = {False: ".panels[]", True: ".panels[].panels[]"}
    assert nulls == {(f"{places[collapsed]}{inside}", "value") for collapsed in collapsed_or_not}


@every_board
def test_the_text_is_sorted_small_and_the_same_twice(board: Shipped) -> None:
    text = board.rendered.text

    assert text == render(board.source, board.platform, board.provider).text
    assert text == json.dumps(json.loads(text), indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    assert len(text.encode()) <= LARGEST


@every_board
def test_numbers_are_unique_in_collapsed_rows_too(board: Shipped) -> None:
    numbers = [panel["id"] for panel in (*board.rows, *board.panels)]

    assert len(numbers) == len(set(numbers))
    assert all(0 < number < 2**31 for number in numbers)


@every_board
def test_nothing_overlaps_on_the_grid_and_no_line_has_a_hole(board: Shipped) -> None:
    for panels in (board.dashboard["panels"], *(row["panels"] for row in board.rows)):
        taken = [cells(panel) for panel in panels]
        together = set().union(*taken)
        lines = {y for _, y in together}
        assert sum(map(len, taken)) == len(together)
        assert together == set(product(range(24), range(min(lines), max(lines) + 1)))


@every_board
def test_every_panel_and_query_asks_the_chosen_datasource(board: Shipped) -> None:
    choices = board.dashboard["templating"]["list"]
    asking = [
        *(variable for variable in choices if variable["type"] == "query"),
        *board.dashboard["annotations"]["list"],
    ]
    asked = [target["datasource"] for _, target in board.targets]

    assert [one for one in asking if one["datasource"] != PROMETHEUS] == []
    assert [source for source in asked if source not in SOURCES.values()] == []
    for panel in board.panels:
        assert {str(t["datasource"]) for t in panel["targets"]} == {str(panel["datasource"])}
    chosen = {v["name"]: v["query"] for v in choices if v["type"] == "datasource"}
    assert chosen == {
        name: source["type"]
        for name, source in SOURCES.items()
        if source in asked or name == "datasource"
    }


@every_board
def test_the_board_is_ours_editable_and_linked(board: Shipped) -> None:
    dashboard = board.dashboard
    (link,) = dashboard["links"]
    (firing,) = dashboard["annotations"]["list"]

    assert dashboard["uid"].startswith("archestra-ops-")
    assert len(dashboard["uid"]) <= 40
    assert dashboard["editable"] is True
    assert dashboard["title"].startswith(f"{board.platform.title} / ")
    assert {"archestra-ops", board.platform.name} <= set(dashboard["tags"])
    assert (link["keepTime"], link["includeVars"]) == (True, True)
    assert set(link["tags"]) <= set(dashboard["tags"])
    assert firing["expr"].startswith('ALERTS{alertstate="firing",')


@every_board
def test_every_panel_says_what_it_asks_and_what_good_looks_like(board: Shipped) -> None:
    titles = [panel["title"] for panel in board.panels]

    assert len(titles) == len(set(titles))
    assert [title for title in titles if not title.endswith("?")] == []
    assert [title for title in titles if "N/A" in title.upper()] == []
    assert [p["title"] for p in board.panels if len(p["description"]) < 30] == []
    assert [row["title"] for row in board.rows if not row["title"].endswith("?")] == []


@every_board
def test_every_panel_has_what_it_must_have_set(board: Shipped) -> None:
    for panel in board.panels:
        defaults = panel["fieldConfig"]["defaults"]
        assert defaults["unit"], panel["title"]
        assert defaults["noValue"], panel["title"]
        steps = defaults["thresholds"]["steps"]
        assert next(step["value"] for step in steps) is None, panel["title"]
        values = [step["value"] for step in steps[1:]]
        assert values == sorted(values), panel["title"]
        # No left-over of an editor: green, and red from 80 on.
        assert values != [80], panel["title"]
        if panel["type"] == "timeseries":
            assert panel["options"]["legend"]["showLegend"] is True, panel["title"]
            assert panel["fieldConfig"]["defaults"]["custom"]["spanNulls"] is False


@every_board
def test_every_query_has_a_legend_but_those_with_one_value(board: Shipped) -> None:
    known = catalogue(board.platform, board.provider)
    for title, target in board.promql:
        if target["legendFormat"] == "__auto":
            panel = next(p for p in board.panels if p["title"] == title)
            if panel["type"] == "table":
                continue  # its columns are its labels
            assert panel["type"] in ("stat", "gauge"), title
            assert len(panel["targets"]) == 1, title
            assert promql.surviving(target["expr"], known.labels_of) == set(), title


def _text(target: dict[str, Any]) -> str:
    """What a query asks, in whichever language."""
    key = "query" if target["datasource"]["type"] == "tempo" else "expr"
    return str(target[key]).strip()


@every_board
def test_no_panel_is_empty(board: Shipped) -> None:
    assert [p["title"] for p in board.panels if not p["targets"]] == []
    assert [title for title, target in board.targets if not _text(target)] == []
    assert [row["title"] for row in board.rows if not row["panels"]] == []


@every_board
def test_the_first_load_is_small(board: Shipped) -> None:
    open_rows = [row for row in board.rows if not row["collapsed"]]
    first = [t for row in open_rows for panel in row["panels"] for t in panel["targets"]]

    assert open_rows[0] == board.rows[0]
    assert len(first) <= FIRST_LOAD
    assert len(first) == first_load(board.dashboard)


@every_board
def test_a_panel_of_slow_points_never_asks_an_empty_window(board: Shipped) -> None:
    slow = board.provider.sample_interval >= 60
    own = {panel.title: panel.interval or None for panel in board.source.panels}
    for panel in board.panels:
        to_prometheus = [t for t in panel["targets"] if t["datasource"] == PROMETHEUS]
        asks = any("$pg_job" in target["expr"] for target in to_prometheus)
        intervals = {panel.get("interval"), *(t.get("interval") for t in to_prometheus)}
        assert intervals == {"1m" if slow and asks else own[panel["title"]]}, panel["title"]


@pytest.mark.parametrize("key", ["rows", "step", "gnetId"])
def test_the_guard_sees_a_left_over_where_there_is_one(key: str) -> None:
    found = [k for _, k, _ in walked({"panels": [{"targets": [{key: None}]}]})]

    assert key in found
