"""A panel whose numbers have no unit: are those bytes, seconds or calls?

Left out are panels that show no number of their own (tables, logs, traces …), values shown as
words, and units that overrides set. Panels of before Grafana 7 have it elsewhere.
https://grafana.com/docs/grafana/latest/panels-visualizations/configure-standard-options/#unit
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.grafana.dashboard import Dashboard, Panel
from archestra_ops.grafana.dashboard.document import object_of
from archestra_ops.grafana.lint.problem import Problem
from archestra_ops.grafana.lint.scope import Scope

_WITH_NUMBERS = frozenset(
    {
        "timeseries", "stat", "gauge", "bargauge", "barchart", "piechart", "heatmap", "histogram",
        "xychart", "trend", "candlestick",
    }
)  # fmt: skip


def find(board: Dashboard, scope: Scope) -> Iterator[Problem]:
    """The panels with numbers that nothing gives a unit."""
    del scope  # this needs no knowledge of metrics
    for panel in board.panels:
        if panel.kind in _WITH_NUMBERS and not panel.library and not _has_unit(panel):
            yield Problem(
                panel.spot, "its numbers have no unit", "set one: reqps, s, bytes, percentunit …"
            )


def _has_unit(panel: Panel) -> bool:
    if panel.unit or panel.overridden or panel.mapped:
        return True
    options = object_of(panel.json.get("options"))
    reduced = object_of(options.get("reduceOptions"))
    # What is shown is a name, or a field that is none of the numbers.
    return options.get("textMode") == "name" or bool(reduced.get("fields"))
