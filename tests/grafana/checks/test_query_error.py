from __future__ import annotations

from archestra_ops.grafana.checks import query_error
from archestra_ops.grafana.checks.seen import PanelAnswer
from tests.grafana.checks.made import seen

HINT = "`ops verify --prometheus URL` asks what is behind the datasource the same"


def found(*panels: tuple[str, str, str]) -> list[tuple[str, str, str, str]]:
    answers = tuple(
        PanelAnswer(board=board, row="r", panel=panel, error=error)
        for board, panel, error in panels
    )
    return [
        (str(one.severity), one.subject, one.message, one.hint)
        for one in query_error.check(seen(panels=answers))
    ]


def test_a_panel_with_an_error() -> None:
    assert found(("mcp", "Errors", "parse error"), ("mcp", "Calls", "")) == [
        ("error", "mcp", "the panel 'Errors' has an error: parse error", HINT)
    ]


def test_panels_that_met_the_same() -> None:
    panels = [("mcp", f"P{number}", "timeout") for number in range(1, 8)]

    assert found(*panels, ("mcp", "Errors", "parse error")) == [
        (
            "error",
            "mcp",
            "7 panels, 'P1', 'P2', 'P3', 'P4', 'P5' and 2 more, have the error: timeout",
            HINT,
        ),
        ("error", "mcp", "the panel 'Errors' has an error: parse error", HINT),
    ]


def test_panels_of_several_boards_that_met_the_same() -> None:
    assert found(("mcp", "A", "timeout"), ("rag", "B", "timeout")) == [
        ("error", "http://g", "2 panels of 2 boards, 'A', 'B', have the error: timeout", HINT)
    ]
