from __future__ import annotations

import pytest

from tests.grafana.lint.boards import board, hints, panel, said


@pytest.mark.parametrize("description", ["", "  ", None, 1])
def test_a_panel_without_one_is_found(description) -> None:
    wrong = board(panel("up", description=description))

    assert said("no-description", wrong) == ["Is it well?: it has no description"]
    assert hints("no-description", wrong) == [
        "say what good looks like, and what to do when it is not"
    ]


@pytest.mark.parametrize("kind", ["text", "row", "dashlist"])
def test_what_shows_no_data_needs_none(kind) -> None:
    assert said("no-description", board(panel("up"), panel(type=kind, description=""))) == []
