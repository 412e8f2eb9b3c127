"""What Grafana before 7 wrote: panels that newer ones no longer have, and keys nobody reads.

`graph`, `singlestat` and `table-old` were AngularJS, which Grafana 12 has not; it turns them into
others when it loads the dashboard, not always well. Save the dashboard in a newer Grafana.
https://grafana.com/docs/grafana/latest/breaking-changes/
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.grafana.dashboard import Dashboard, Panel
from archestra_ops.grafana.lint.problem import Problem
from archestra_ops.grafana.lint.scope import Scope

_SUCCESSORS = {
    "graph": "timeseries",
    "singlestat": "stat",
    "table-old": "table",
    "grafana-singlestat-panel": "stat",
    "grafana-piechart-panel": "piechart",
    "grafana-worldmap-panel": "geomap",
    "natel-discrete-panel": "state-timeline",
    "flant-statusmap-panel": "status-history",
}
_OF_DASHBOARDS = ("rows", "gnetId", "hideControls", "sharedCrosshair", "style", "iteration")
_OF_PANELS = (
    *("seriesOverrides", "aliasColors", "nullPointMode", "yaxes", "xaxis", "renderer", "span"),
    *("minSpan", "valueName", "colorBackground", "sparkline", "styles", "cards", "yBucketBound"),
)
_HINT = "open it in a newer Grafana and save it"


def find(board: Dashboard, scope: Scope) -> Iterator[Problem]:
    """The panels and keys of an old Grafana."""
    del scope  # this needs no knowledge of metrics
    keys = [key for key in _OF_DASHBOARDS if board.json.get(key) is not None]
    if keys:
        yield Problem(board.spot, f"it has keys of an old Grafana: {_listed(keys)}", _HINT)
    for panel in board.panels:
        yield from _of_panel(panel)


def _of_panel(panel: Panel) -> Iterator[Problem]:
    successor = _SUCCESSORS.get(panel.kind)
    if successor:
        yield Problem(
            panel.spot, f"'{panel.kind}' panels are gone", f"make it a '{successor}' panel"
        )
        return
    keys = [key for key in _OF_PANELS if key in panel.json]
    if keys:
        yield Problem(panel.spot, f"it has keys of an old Grafana: {_listed(keys)}", _HINT)


def _listed(keys: list[str]) -> str:
    return ", ".join(f"'{key}'" for key in keys)
