from __future__ import annotations

from archestra_ops.errors import FetchError
from archestra_ops.grafana.checks import no_data
from archestra_ops.grafana.checks.seen import PanelAnswer
from tests.grafana.checks.made import seen

SCRAPED = (
    "does the Prometheus behind the datasource scrape Archestra? `ops verify --prometheus URL` "
    "says what is missing"
)


def panel(board: str, row: str, name: str, frames: int = 0, **more: object) -> PanelAnswer:
    return PanelAnswer(board=board, row=row, panel=name, frames=frames, **more)


def found(*panels: PanelAnswer) -> list[tuple[str, str, str, str]]:
    return [
        (str(one.severity), one.subject, one.message, one.hint)
        for one in no_data.check(seen(panels=panels))
    ]


def test_panels_without_data_by_their_rows() -> None:
    assert found(
        panel("mcp", "", "Verdict"),
        panel("mcp", "Calls", "Rate", 1),
        panel("mcp", "Calls", "Errors"),
        panel("mcp", "Calls", "Slowest"),
        panel("mcp", "Deployments", "Restarts"),
    ) == [
        (
            "info",
            "mcp",
            (
                "4 of 5 panels have no data of the last hour: 'Verdict'; 'Errors', 'Slowest' in "
                "'Calls'; 'Restarts' in 'Deployments'"
            ),
            "what is not used has none; `ops verify --prometheus URL` says why",
        )
    ]


def test_a_board_without_data_beside_one_that_has() -> None:
    message = "none of its 1 panels has data of the last hour"

    assert found(panel("mcp", "r", "A", 1), panel("rag", "r", "B")) == [
        ("warning", "rag", message, SCRAPED)
    ]


def test_no_data_anywhere() -> None:
    message = "none of its 1 panels has data of the last hour"

    assert found(panel("mcp", "r", "A"), panel("rag", "r", "B")) == [
        ("error", "mcp", message, SCRAPED),
        ("error", "rag", message, SCRAPED),
    ]


def test_errors_and_panels_that_were_not_asked_are_told_elsewhere() -> None:
    lost = FetchError("timeout")

    assert found(panel("mcp", "r", "A", error="bad"), panel("mcp", "r", "B", unasked=lost)) == []
