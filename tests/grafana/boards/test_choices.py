"""What must hold of what is chosen on a board, by variables and by clicks, and how it starts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archestra_ops.grafana.ask import BUILT_IN
from archestra_ops.promql import variables
from tests.grafana.boards.rendered import ALL, Shipped, every_board, walked

# Of a data link, not of the board: what was clicked on, and the time that is chosen.
OF_LINKS = {"__value", "__url_time_range"}
OF_LOGS = {"__auto"}  # the step, in LogQL
# Boards that do not start with verdicts, and why.
NO_VERDICTS = {
    "agent-sessions": "it is about one session, so it starts with finding it: nothing is well or "
    "ill before one is chosen, and how agents do in general is on GenAI Observability",
}


def said(board: Shipped) -> Iterator[str]:
    """Every text of the board in which Grafana puts in variables."""
    for _, target in board.targets:
        yield target.get("expr") or target.get("query") or ""
    for annotation in board.dashboard["annotations"]["list"]:
        yield annotation["expr"]
    for variable in board.dashboard["templating"]["list"]:
        yield variable.get("definition", "")
    for _, key, value in walked(board.dashboard):
        if key in ("url", "uid"):
            yield value


def links(board: Shipped) -> Iterator[tuple[str, str]]:
    """The links in the cells of the board's tables, each with its panel's title."""
    for panel in board.panels:
        for _, key, value in walked(panel["fieldConfig"]["overrides"]):
            if key == "url":
                yield panel["title"], value


@every_board
def test_every_variable_that_is_used_is_defined_and_the_other_way_round(board: Shipped) -> None:
    used = variables(" ".join(said(board)))
    # A click sets a variable; that alone would be no use of it.
    asking = variables(" ".join(text for text in said(board) if not text.startswith("/d/")))

    assert used - BUILT_IN - OF_LINKS - OF_LOGS == set(board.variables)
    assert asking - BUILT_IN - OF_LOGS == set(board.variables)


@every_board
def test_a_click_in_a_table_keeps_the_time_and_every_other_variable(board: Shipped) -> None:
    for title, url in links(board):
        path, _, query = url.partition("?")
        (opened,) = re.findall(r"var-(\w+)=\$\{__value\.raw\}", query)
        kept = re.findall(r"\$\{(\w+):queryparam\}", query)
        assert path == f"/d/{board.source.uid}", title
        assert sorted([*kept, opened]) == sorted(board.variables), title
        assert query.endswith("&${__url_time_range}"), title


def test_there_are_clicks_that_set_a_session_and_a_trace() -> None:
    urls = " ".join(url for p in ALL for _, url in links(p.values[0]))

    assert set(re.findall(r"var-(\w+)=", urls)) == {"session", "trace"}


@every_board
def test_what_is_typed_says_what_to_type(board: Shipped) -> None:
    for variable in board.dashboard["templating"]["list"]:
        if variable["type"] == "textbox":
            assert len(variable["description"]) >= 20, variable["name"]
            assert variable["description"].endswith("."), variable["name"]


@every_board
def test_a_variable_asks_only_for_those_above_it(board: Shipped) -> None:
    above: set[str] = set()
    for variable in board.dashboard["templating"]["list"]:
        assert variables(variable.get("definition", "")) <= above, variable["name"]
        above.add(variable["name"])


@every_board
def test_a_board_starts_with_verdicts_or_says_why_not(board: Shipped) -> None:
    first = board.rows[0]["panels"]
    verdicts = 4 <= len(first) <= 6 and all(panel["type"] == "stat" for panel in first)

    assert verdicts == (board.source.slug not in NO_VERDICTS)


def test_a_board_without_verdicts_starts_with_finding_what_it_is_about() -> None:
    (slug,) = NO_VERDICTS
    boards = [p.values[0] for p in ALL if p.values[0].source.slug == slug]

    assert boards
    for board in boards:
        found = [url for title, url in links(board) if title == board.rows[0]["panels"][0]["title"]]
        assert [re.findall(r"var-(\w+)=", url) for url in found] == [["session"]]
