"""What boards say of metrics that are documented or proposed, and that nobody has met."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from archestra_ops import promql
from archestra_ops.grafana.board import Board, Panel
from archestra_ops.packs.model import Metric, Platform
from archestra_ops.packs.standing import STANDINGS, standing


def marked(board: Board, platform: Platform) -> Board:
    """*board* with a sentence in the descriptions of what rests on such metrics of *platform*.

    The same board where all its metrics were seen.
    """
    if not platform.unseen:
        return board
    said = [{standing(metric) for metric in _unseen(panel, platform)} for panel in board.panels]
    if not any(said):
        return board
    rows = tuple(
        replace(row, panels=tuple(_with(panel, _sentence(panel, platform)) for panel in row.panels))
        for row in board.rows
    )
    return replace(board, rows=rows, description=" ".join([board.description, *_whole(said)]))


def _whole(said: Sequence[Collection[str]]) -> Iterator[str]:
    """What to say of a board; *said* has, for each of its panels, how its metrics are known."""
    for known in STANDINGS:
        told = [known in one for one in said]
        if any(told):
            share = "all" if all(told) else "some"
            yield f"{known.capitalize()}: what {share} of its panels ask for."


def _with(panel: Panel, sentence: str) -> Panel:
    if not sentence:
        return panel
    return replace(panel, description=f"{panel.description}\n\n{sentence}")


def _sentence(panel: Panel, platform: Platform) -> str:
    """What of *panel* was never seen, and what there is instead."""
    alike: dict[tuple[str, str], list[str]] = {}
    for name in dict.fromkeys(metric.name for metric in _unseen(panel, platform)):
        metric = platform.metrics[name]
        alike.setdefault((standing(metric), metric.instead.rstrip(".")), []).append(name)
    return " ".join(
        f"{known.capitalize()}: {', '.join(names)}"
        + (f"; until then: {instead}." if instead else ".")
        for (known, instead), names in alike.items()
    )


def _unseen(panel: Panel, platform: Platform) -> Iterator[Metric]:
    for query in panel.promql:
        for selector in promql.selectors(query.expr):
            metric = platform.metric_of(selector.name or "")
            if metric is not None and not metric.seen:
                yield metric
