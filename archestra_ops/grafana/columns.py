"""How the fields of a table are shown: titles, units, and what a click on a value does."""

from __future__ import annotations

from collections.abc import Sequence

from archestra_ops.grafana.appearance import Json
from archestra_ops.grafana.board import Column, Panel


def overrides(panel: Panel, uid: str, chosen: Sequence[str]) -> list[Json]:
    """A field override for each column of *panel*, on the board *uid*.

    *chosen* are the names of all the board's variables: a click keeps what they are set to.
    """
    return [
        {
            "matcher": {"id": "byName", "options": column.field},
            "properties": _properties(column, uid, chosen),
        }
        for column in panel.columns
    ]


def _properties(column: Column, uid: str, chosen: Sequence[str]) -> list[Json]:
    if column.hidden:
        return [{"id": "custom.hidden", "value": True}]
    found: list[Json] = []
    if column.title:
        found.append({"id": "displayName", "value": column.title})
    if column.unit:
        found.append({"id": "unit", "value": column.unit})
    if column.width:
        found.append({"id": "custom.width", "value": column.width})
    if column.opens:
        link = {
            "title": f"Show this {column.title.lower()}",
            "url": _url(column.opens, uid, chosen),
        }
        found.append({"id": "links", "value": [link | {"targetBlank": False}]})
    return found


def _url(variable: str, uid: str, chosen: Sequence[str]) -> str:
    """The board again, its other choices kept, with *variable* set to the value clicked on."""
    kept = [name for name in chosen if name != variable]
    choices = "&".join(f"${{{name}:queryparam}}" for name in kept)
    return f"/d/{uid}?{choices}&var-{variable}=${{__value.raw}}&${{__url_time_range}}"
