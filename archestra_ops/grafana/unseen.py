"""What boards say of metrics that the documentation alone has, and nobody has met."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from archestra_ops import promql
from archestra_ops.grafana.board import Board, Panel
from archestra_ops.packs.model import Metric, Platform


def marked(board: Board, platform: Platform) -> Board:
    """*board* with a sentence in the descriptions of what rests on such metrics of *platform*.

    The same board where all its metrics were seen.
    """
    if not platform.unseen:
        return board
    said = [bool(_sentence(panel, platform)) for panel in board.panels]
    if not any(said):
        return board
    rows = tuple(
        replace(row, panels=tuple(_with(panel, _sentence(panel, platform)) for panel in row.panels))
        for row in board.rows
    )
    share = "all" if all(said) else "some"
    whole = f"Documented, not seen in the field: what {share} of its panels ask for."
    return replace(board, rows=rows, description=f"{board.description} {whole}")


def _with(panel: Panel, sentence: str) -> Panel:
    if not sentence:
        return panel
    return replace(panel, description=f"{panel.description}\n\n{sentence}")


def _sentence(panel: Panel, platform: Platform) -> str:
    """What of *panel* was never seen, and what there is instead."""
    by_instead: dict[str, list[str]] = {}
    for metric in dict.fromkeys(metric.name for metric in _unseen(panel, platform)):
        by_instead.setdefault(platform.metrics[metric].instead.rstrip("."), []).append(metric)
    return " ".join(
        f"Documented, not seen in the field: {', '.join(names)}"
        + (f"; until then: {instead}." if instead else ".")
        for instead, names in by_instead.items()
    )


def _unseen(panel: Panel, platform: Platform) -> Iterator[Metric]:
    for query in panel.promql:
        for selector in promql.selectors(query.expr):
            metric = platform.metric_of(selector.name or "")
            if metric is not None and not metric.seen:
                yield metric
