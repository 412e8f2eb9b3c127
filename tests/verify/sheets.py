"""Small boards as questions."""

from __future__ import annotations

from archestra_ops.grafana.board import Panel
from archestra_ops.packs.model import Platform
from archestra_ops.verify.questions import Sheet, sheet
from tests.grafana.small import PLATFORM, PROVIDER, board


def of(*panels: Panel, platform: Platform = PLATFORM, **settings: object) -> Sheet:
    """A small board with these panels."""
    return sheet(board(*panels, **settings), platform, PROVIDER, {})
