"""Every board that ships, by platform."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from archestra_ops.errors import OpsError
from archestra_ops.grafana.board import Board
from archestra_ops.grafana.boards.archestra import ARCHESTRA

BOARDS: Final[Mapping[str, tuple[Board, ...]]] = {"archestra": ARCHESTRA}


def boards(platform: str) -> tuple[Board, ...]:
    """The boards of *platform*; OpsError where it has none."""
    if platform not in BOARDS:
        raise OpsError(f"no boards for platform {platform!r}", hint="one of: " + ", ".join(BOARDS))
    return BOARDS[platform]
