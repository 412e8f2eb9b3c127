"""Boards as plain JSON files, one each, as they are in dashboards/."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from archestra_ops.grafana.export.artefact import Artefact
from archestra_ops.grafana.render import Rendered


def plain(found: Sequence[Rendered]) -> list[Artefact]:
    """Each board as a file that is named by its slug."""
    return [Artefact(path=Path(f"{one.board.slug}.json"), text=one.text) for one in found]
