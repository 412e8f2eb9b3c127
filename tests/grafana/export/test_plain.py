from __future__ import annotations

from pathlib import Path

from archestra_ops.grafana.export.artefact import Artefact
from archestra_ops.grafana.export.plain import plain
from archestra_ops.grafana.render import render
from tests.grafana.small import PLATFORM, PROVIDER, board, panel


def test_a_board_is_the_file_that_is_shipped() -> None:
    rendered = render(board(panel("busy")), PLATFORM, PROVIDER)

    assert plain([rendered]) == [
        Artefact(path=Path(f"{rendered.board.slug}.json"), text=rendered.text)
    ]
