from __future__ import annotations

from tests.grafana.lint.boards import board, hints, said


def test_inputs_that_are_not_filled_in_are_found() -> None:
    wrong = board(__inputs=[{"name": "DS_PROMETHEUS", "type": "datasource"}, {"name": "VAR_X"}])

    assert said("inputs", wrong) == [
        ": it has inputs that are not filled in: 'DS_PROMETHEUS', 'VAR_X'"
    ]
    assert hints("inputs", wrong) == [
        "export it without 'for sharing externally', with a datasource variable instead"
    ]


def test_none_are_fine() -> None:
    assert said("inputs", board()) == []
    assert said("inputs", board(__inputs=[], __requires=[{"id": "stat"}])) == []
