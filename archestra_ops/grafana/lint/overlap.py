"""Panels that lie over each other, or reach beyond the grid of 24 columns.

Grafana pushes them down when it loads the dashboard, in an order that nobody chose.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archestra_ops.grafana.dashboard import Dashboard, Panel, Place
from archestra_ops.grafana.lint.problem import Problem
from archestra_ops.grafana.lint.scope import Scope

_COLUMNS = 24


def find(board: Dashboard, scope: Scope) -> Iterator[Problem]:
    """The panels that do not fit where they stand."""
    del scope  # this needs no knowledge of metrics
    groups: dict[str, list[tuple[Panel, Place]]] = {}
    for panel in board.panels:
        if panel.place is None:
            continue
        if _is_beyond(panel.place):
            yield Problem(
                panel.spot,
                "it reaches beyond the grid",
                f"keep x + w within {_COLUMNS}, and w and h above 0",
            )
        else:
            # The panels of a collapsed row lie on a grid of their own.
            group = panel.row if panel.collapsed else ""
            groups.setdefault(group, []).append((panel, panel.place))
    for together in groups.values():
        yield from _overlapping(together)


def _overlapping(panels: Iterable[tuple[Panel, Place]]) -> Iterator[Problem]:
    above: list[tuple[Panel, Place]] = []
    for panel, place in sorted(panels, key=lambda one: (one[1].y, one[1].x)):
        # Only what reaches down to here; without overlaps that is one panel a column.
        above = [one for one in above if one[1].y + one[1].height > place.y]
        under = next((one for one, other in above if _meet(place, other)), None)
        if under is None:
            above.append((panel, place))
        else:
            yield Problem(panel.spot, f"it lies over '{under.spot.part}'", "move one of them")


def _meet(one: Place, other: Place) -> bool:
    return one.x < other.x + other.width and other.x < one.x + one.width


def _is_beyond(place: Place) -> bool:
    fits = place.x >= 0 and place.y >= 0 and place.x + place.width <= _COLUMNS
    return not (fits and place.width >= 1 and place.height >= 1)
