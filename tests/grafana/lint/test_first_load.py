from __future__ import annotations

from dataclasses import replace

from tests.grafana.lint.boards import OTHERS, board, hints, panel, query, said

THREE = replace(OTHERS, budget=3)


def test_more_queries_than_the_budget_are_found() -> None:
    tempo = {"refId": "A", "datasource": {"type": "tempo", "uid": "$t"}}
    wrong = board(panel("up", "up"), panel("up", tempo))

    assert said("first-load", wrong, THREE) == [
        ": it sends 4 queries when it is opened, 3 are the budget"
    ]
    assert hints("first-load", wrong, THREE) == [
        "put what is not looked at first into collapsed rows"
    ]


def test_hidden_and_collapsed_ones_are_not_sent() -> None:
    row = {"type": "row", "title": "R", "collapsed": True, "panels": [panel("up", "up")]}

    assert said("first-load", board(panel("up", "up", query("up", hide=True)), row), THREE) == []
