from __future__ import annotations

import pytest

from tests.grafana.lint.boards import board, hints, panel, said


def at(title: str, x: object, y: object, w: object, h: object, **settings):
    return panel("up", title=title, gridPos={"x": x, "y": y, "w": w, "h": h}, **settings)


def test_panels_over_each_other_are_found() -> None:
    wrong = board(at("A", 0, 0, 12, 8), at("B", 12, 0, 12, 8), at("C", 6, 4, 12, 8))

    assert said("overlap", wrong) == ["C: it lies over 'A'"]
    assert hints("overlap", wrong) == ["move one of them"]


@pytest.mark.parametrize("place", [(20, 0, 8, 8), (-1, 0, 8, 8), (0, 0, 0, 8), (0, -4, 8, 8)])
def test_panels_beyond_the_grid_are_found(place) -> None:
    assert said("overlap", board(at("A", *place))) == ["A: it reaches beyond the grid"]


def test_a_collapsed_row_has_a_grid_of_its_own() -> None:
    row = {
        "type": "row",
        "title": "R",
        "collapsed": True,
        "gridPos": {"x": 0, "y": 8, "w": 24, "h": 1},
        "panels": [at("In", 0, 9, 12, 8), at("Over", 0, 9, 12, 8)],
    }
    below = at("Below", 0, 9, 12, 8)

    assert said("overlap", board(at("A", 0, 0, 24, 8), row, below)) == ["Over: it lies over 'In'"]


def test_a_full_grid_and_no_place_are_fine() -> None:
    full = [at(f"{x} {y}", x, y, 6, 4) for y in (0, 4) for x in (0, 6, 12, 18)]

    assert said("overlap", board(*full, panel("up", gridPos=None), at("X", "0", 0, 6, 4))) == []
