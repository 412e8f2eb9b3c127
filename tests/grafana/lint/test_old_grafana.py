from __future__ import annotations

from tests.grafana.lint.boards import board, hints, panel, said


def test_panels_and_keys_of_an_old_grafana_are_found() -> None:
    old_row = {"title": "Old", "panels": [panel("up", type="graph", title="In a row")]}
    wrong = board(
        panel("up", type="singlestat", title="One"),
        panel("up", nullPointMode="null", seriesOverrides=[], title="Keys"),
        rows=[old_row],
        gnetId=1860,
        style="dark",
        hideControls=None,
    )

    assert said("old-grafana", wrong) == [
        ": it has keys of an old Grafana: 'rows', 'gnetId', 'style'",
        "One: 'singlestat' panels are gone",
        "Keys: it has keys of an old Grafana: 'seriesOverrides', 'nullPointMode'",
        "In a row: 'graph' panels are gone",
    ]
    assert hints("old-grafana", wrong) == [
        "open it in a newer Grafana and save it",
        "make it a 'stat' panel",
        "open it in a newer Grafana and save it",
        "make it a 'timeseries' panel",
    ]


def test_what_a_new_one_writes_is_fine() -> None:
    assert said("old-grafana", board(panel("up"), {"type": "row", "title": "R"})) == []
