"""Board → grafanalib → modern JSON; the only module that imports grafanalib.

grafanalib knows panel types, grids and the encoding, but writes the JSON of Grafana 6. What a
modern Grafana reads is put over it, and what it no longer reads is taken out.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from grafanalib import core
from grafanalib._gen import DashboardEncoder

from archestra_ops.grafana.appearance import Json, field_config, options
from archestra_ops.grafana.board import Board, Panel, Row
from archestra_ops.grafana.columns import overrides
from archestra_ops.grafana.layout import COLUMNS, Place, flow
from archestra_ops.grafana.targets import source, target
from archestra_ops.grafana.variables import PROMETHEUS
from archestra_ops.packs.model import Platform

# Grafana 9 to 13 read this version through the classic API without changing it.
SCHEMA_VERSION = 41


class _Traces(core.Panel):  # type: ignore[misc]
    """The view of one trace, which grafanalib does not have."""

    def to_json_data(self) -> Json:
        """The panel as grafanalib writes the others."""
        made: Json = self.panel_json({"type": "traces"})
        return made


_KINDS = {
    "timeseries": core.TimeSeries,
    "stat": core.Stat,
    "gauge": core.GaugePanel,
    "bargauge": core.BarGauge,
    "table": core.Table,
    "state-timeline": core.StateTimeline,
    "logs": core.Logs,
    "traces": _Traces,
}
_OURS = "ours"  # where extraJson keeps what replaces grafanalib's own keys, which it would merge
_PANEL_KEYS = frozenset(
    {
        "datasource", "description", "gridPos", "id", "interval", "targets", "timeFrom", "title",
        "type",
    }
)  # fmt: skip
_ROW_KEYS = frozenset({"collapsed", "gridPos", "id", "title", "type"})
_BOARD_KEYS = frozenset(
    {
        "annotations", "description", "editable", "links", "refresh", "schemaVersion", "tags",
        "templating", "time", "timezone", "title", "uid",
    }
)  # fmt: skip


@dataclass(frozen=True)
class _Whole:
    """What a panel must know of its board: where links lead, what they keep, what has exemplars."""

    uid: str
    chosen: tuple[str, ...]
    exemplars: frozenset[str]


def to_json(
    board: Board, platform: Platform, choices: Sequence[Json], exemplars: frozenset[str]
) -> Json:
    """The board as Grafana's classic dashboard JSON.

    *choices* are the template variables. *exemplars* are the expressions whose metrics carry them.
    """
    whole = _Whole(board.uid, tuple(choice["name"] for choice in choices), exemplars)
    panels: list[Any] = []
    top = 0
    for row in board.rows:
        built, top = _row(row, top, whole)
        panels += built
    dashboard = core.Dashboard(
        title=f"{platform.title} / {board.title}",
        uid=board.uid,
        description=board.description,
        tags=["archestra-ops", *board.tags],
        panels=panels,
        templating=core.Templating(list=list(choices)),
        annotations=core.Annotations(list=[_firing(platform)]),
        links=[_links(platform)],
        time=core.Time(board.time_from, "now"),
        refresh=board.refresh,
        timezone="browser",
        schemaVersion=SCHEMA_VERSION,
        editable=True,
    )
    made: Json = json.loads(json.dumps(dashboard.to_json_data(), cls=DashboardEncoder))
    return _modern(made)


def _row(row: Row, top: int, whole: _Whole) -> tuple[list[Any], int]:
    places, bottom = flow(row.panels, top + 1)
    panels = [_panel(panel, place, whole) for panel, place in zip(row.panels, places, strict=True)]
    head = core.RowPanel(
        id=_id(f"row: {row.title}"),
        title=row.title,
        gridPos=core.GridPos(h=1, w=COLUMNS, x=0, y=top),
        collapsed=row.collapsed,
        panels=panels if row.collapsed else [],
    )
    # A collapsed row takes one line, whatever it hides.
    return ([head], top + 1) if row.collapsed else ([head, *panels], bottom)


def _panel(panel: Panel, place: Place, whole: _Whole) -> Any:  # noqa: ANN401 - untyped library
    looks: Json = {"fieldConfig": field_config(panel), "options": options(panel)}
    looks["fieldConfig"]["overrides"] += overrides(panel, whole.uid, whole.chosen)
    if panel.transformations:
        looks["transformations"] = list(panel.transformations)
    return _KINDS[panel.kind](
        id=_id(panel.title),
        title=panel.title,
        description=panel.description,
        dataSource=source(panel.queries[0]),
        gridPos=core.GridPos(h=place.height, w=place.width, x=place.x, y=place.y),
        interval=panel.interval or None,
        timeFrom=panel.time_from or None,
        targets=[
            target(query, chr(ord("A") + i), panel, whole.exemplars)
            for i, query in enumerate(panel.queries)
        ],
        extraJson={_OURS: looks},
    )


def _id(title: str) -> int:
    """A number that stays a panel's own while others come and go: links to it stay right."""
    return crc32(title.encode()) & 0x7FFF_FFFF


def _firing(platform: Platform) -> Json:
    """Alerts of the installation that fire are drawn over every trend."""
    prefix = platform.title[:1].upper() + platform.title[1:]
    matchers = f'alertstate="firing",alertname=~"{prefix}.*"'
    return {
        "name": "Alerts firing",
        "datasource": PROMETHEUS,
        "enable": True,
        "hide": False,
        "iconColor": "red",
        "expr": f'ALERTS{{{matchers},cluster=~"$cluster",namespace=~"$namespace"}}',
        "titleFormat": "{{alertname}}",
        "textFormat": "{{severity}}",
        "step": "1m",
        "useValueForTime": False,
    }


def _links(platform: Platform) -> Json:
    """The platform's other boards, with the time range and the variables kept."""
    return {
        "title": f"{platform.title} boards",
        "type": "dashboards",
        "tags": ["archestra-ops", platform.name],
        "asDropdown": True,
        "icon": "external link",
        "includeVars": True,
        "keepTime": True,
        "targetBlank": False,
        "tooltip": "",
        "url": "",
    }


def _modern(whole: Json) -> Json:
    board = _only(whole, _BOARD_KEYS)
    board["graphTooltip"] = 1
    board["timepicker"] = {}
    board["panels"] = [_modern_panel(panel) for panel in whole["panels"]]
    return board


def _modern_panel(panel: Json) -> Json:
    if panel["type"] == "row":
        return _only(panel, _ROW_KEYS) | {"panels": [_modern_panel(p) for p in panel["panels"]]}
    ours: Json = panel[_OURS]
    return _only(panel, _PANEL_KEYS) | ours


def _only(values: Json, names: frozenset[str]) -> Json:
    """What grafanalib has for *names*; it writes null where it has nothing."""
    return {key: value for key, value in values.items() if key in names and value is not None}
