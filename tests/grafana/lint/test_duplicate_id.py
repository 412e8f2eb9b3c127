from __future__ import annotations

from tests.grafana.lint.boards import board, hints, panel, said


def test_a_number_that_two_panels_have_is_found_in_collapsed_rows_too() -> None:
    inner = panel("up", title="Inner", id=1)
    wrong = board(
        panel("up", title="First", id=1),
        {"type": "row", "title": "Row", "collapsed": True, "id": 7, "panels": [inner]},
        panel("up", title="Last", id=7),
    )

    assert said("duplicate-id", wrong) == [
        "Inner: its id 1 is also that of 'First'",
        "Last: its id 7 is also that of 'row 'Row''",
    ]
    assert hints("duplicate-id", wrong) == ["give each panel a number of its own"] * 2


def test_numbers_of_their_own_and_none_are_fine() -> None:
    assert said("duplicate-id", board(panel("up"), panel("up"), panel("up", id=None))) == []
    assert said("duplicate-id", board(panel("up", id=None), panel("up", id="1"))) == []
