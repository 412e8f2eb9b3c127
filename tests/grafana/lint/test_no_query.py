from __future__ import annotations

import pytest

from tests.grafana.lint.boards import board, hints, panel, said


@pytest.mark.parametrize(
    ("one", "message"),
    [
        (panel(), "it asks nothing: it has no query"),
        (panel("  "), "it asks nothing: its query is empty"),
        (panel("up", ""), "one of its queries is empty"),
        (panel("", ""), "it asks nothing: its query is empty"),
        (panel("up", title="Locks (N/A)"), "its title says that it has nothing to show"),
    ],
)
def test_a_panel_that_shows_nothing_is_found(one, message) -> None:
    assert said("no-query", board(one)) == [f"{one['title']}: {message}"]
    assert hints("no-query", board(one)) == ["ask something, or take it out"]


@pytest.mark.parametrize(
    "one",
    [
        panel("up"),
        panel("up", title="DNA/RNA"),
        panel({"refId": "A", "query": "{}", "datasource": {"type": "tempo", "uid": "$t"}}),
        panel(type="text"),
        panel(type="row"),
        panel(libraryPanel={"uid": "x"}),
        panel(datasource={"type": "datasource", "uid": "-- Dashboard --"}),
    ],
)
def test_what_asks_or_needs_not_is_fine(one) -> None:
    assert said("no-query", board(one)) == []
