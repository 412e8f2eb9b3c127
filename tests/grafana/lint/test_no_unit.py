from __future__ import annotations

import pytest

from tests.grafana.lint.boards import board, hints, panel, said


@pytest.mark.parametrize("kind", ["timeseries", "stat", "gauge", "heatmap"])
def test_numbers_without_a_unit_are_found(kind) -> None:
    wrong = board(panel("up", unit="", type=kind))

    assert said("no-unit", wrong) == ["Is it well?: its numbers have no unit"]
    assert hints("no-unit", wrong) == ["set one: reqps, s, bytes, percentunit …"]


@pytest.mark.parametrize(
    "settings",
    [
        {"unit": "none"},
        {"unit": "", "type": "table"},
        {"unit": "", "type": "text"},
        {"unit": "", "type": "logs"},
        {"unit": "", "type": "traces"},
        {"unit": "", "type": "graph"},
        {"unit": "", "type": "stat", "options": {"textMode": "name"}},
        {"unit": "", "type": "stat", "options": {"reduceOptions": {"fields": "/^version$/"}}},
        {"unit": "", "type": "heatmap", "options": {"yAxis": {"unit": "s"}}},
        {"unit": "", "libraryPanel": {"uid": "x"}},
        {"fieldConfig": {"defaults": {"mappings": [{"type": "value", "options": {}}]}}},
        {"fieldConfig": {"overrides": [{"properties": [{"id": "unit", "value": "s"}]}]}},
    ],
)
def test_what_has_one_or_needs_none_is_fine(settings) -> None:
    assert said("no-unit", board(panel("up", **settings))) == []
