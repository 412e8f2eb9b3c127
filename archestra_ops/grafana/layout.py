"""Where panels go on Grafana's grid of 24 columns: left to right, line by line, without gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archestra_ops.grafana.board import Panel

COLUMNS = 24


@dataclass(frozen=True)
class Place:
    """A panel's place: its corner, width and height in grid units."""

    x: int
    y: int
    width: int
    height: int


def flow(panels: Sequence[Panel], top: int) -> tuple[list[Place], int]:
    """A place for each panel from line *top* on, and the first free line below.

    A line that its panels do not fill, because some were left out, is filled by widening them.
    """
    places: list[Place] = []
    for line in _lines(panels):
        height = max(panel.height for panel in line)
        x = 0
        for width in _widths([panel.width for panel in line]):
            places.append(Place(x, top, width, height))
            x += width
        top += height
    return places, top


def _lines(panels: Sequence[Panel]) -> Iterator[list[Panel]]:
    line: list[Panel] = []
    for panel in panels:
        if sum(p.width for p in line) + panel.width > COLUMNS:
            yield line
            line = []
        line.append(panel)
    if line:
        yield line


def _widths(wanted: list[int]) -> list[int]:
    """*wanted* widths stretched in proportion to fill the line, in whole columns."""
    whole = sum(wanted)
    edges = [round(COLUMNS * sum(wanted[: i + 1]) / whole) for i in range(len(wanted))]
    return [edge - before for edge, before in zip(edges, [0, *edges], strict=False)]
