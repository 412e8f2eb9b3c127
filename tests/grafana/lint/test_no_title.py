from __future__ import annotations

import pytest

from tests.grafana.lint.boards import board, hints, panel, said


def test_what_has_no_title_is_found() -> None:
    wrong = board(
        panel("up", title="", type="stat"),
        panel("up", title=" ", id=None),
        {"type": "row", "title": ""},
        title="",
    )

    assert said("no-title", wrong) == [
        ": the dashboard has no title",
        "panel 1 (stat): it has no title",
        "panel without a number (timeseries): it has no title",
        "row '': it has no title",
    ]
    assert hints("no-title", wrong) == [
        "say what it is about",
        *["ask in the title what it answers"] * 3,
    ]


@pytest.mark.parametrize(
    "one",
    [
        panel("up"),
        panel(type="text", title=""),
        panel("up", title="", libraryPanel={"uid": "x"}),
        {"type": "row", "title": "Traffic"},
    ],
)
def test_what_has_one_or_needs_none_is_fine(one) -> None:
    assert said("no-title", board(one)) == []
