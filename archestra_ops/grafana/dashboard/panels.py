"""A panel and its queries, read from what the JSON has for them."""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.grafana.dashboard.document import (
    Located,
    number_of,
    object_of,
    objects_of,
    text_of,
    whole_of,
)
from archestra_ops.grafana.dashboard.model import Panel, Place, Source, Spot, Step, Target
from archestra_ops.grafana.dashboard.sources import Kinds, source_of


def panel_of(json: Located, kinds: Kinds, *, row: str, collapsed: bool) -> Panel:
    """The panel that *json* describes, under the heading *row*."""
    config = object_of(json.get("fieldConfig"))
    defaults = object_of(config.get("defaults"))
    spot = Spot(_part(json), json.line)
    source = source_of(json.get("datasource"), kinds)
    axis = object_of(object_of(json.get("options")).get("yAxis"))  # a heatmap's
    return Panel(
        spot=spot,
        id=whole_of(json.get("id")),
        title=text_of(json.get("title")),
        kind=text_of(json.get("type")),
        description=text_of(json.get("description")),
        unit=text_of(defaults.get("unit")) or text_of(axis.get("unit")),
        steps=tuple(_steps(defaults)),
        place=_place(object_of(json.get("gridPos"))),
        row=row,
        collapsed=collapsed,
        library=isinstance(json.get("libraryPanel"), Located),
        overridden=any(_sets_unit(one) for one in objects_of(config.get("overrides"))),
        mapped=bool(objects_of(defaults.get("mappings"))),
        source=source,
        targets=tuple(
            _target(one, spot.part, source, kinds) for one in objects_of(json.get("targets"))
        ),
        json=json,
    )


def _part(json: Located) -> str:
    """What a panel is called: by its title, or else by its number and kind."""
    kind, title = text_of(json.get("type")), text_of(json.get("title")).strip()
    if kind == "row":
        return f"row '{title}'"
    return title or f"panel {whole_of(json.get('id')) or 'without a number'} ({kind or 'no type'})"


def _target(json: Located, part: str, panel: Source, kinds: Kinds) -> Target:
    source = source_of(json.get("datasource"), kinds)
    if source == Source():
        source = panel
    if not source.kind and "expr" in json:
        # Loki's queries have the same key; what has no type is told by its name.
        source = Source("loki" if "loki" in source.uid.lower() else "prometheus", source.uid)
    return Target(
        spot=Spot(part, json.line_of_expr),
        expr=text_of(json.get("expr")),
        legend=text_of(json.get("legendFormat")),
        source=source,
        hidden=json.get("hide") is True,
        instant=json.get("instant") is True and json.get("range") is not True,
        table=json.get("format") == "table",
        json=json,
    )


def _steps(defaults: Located) -> Iterator[Step]:
    for one in objects_of(object_of(defaults.get("thresholds")).get("steps")):
        yield Step(text_of(one.get("color")), number_of(one.get("value")))


def _place(json: Located) -> Place | None:
    x, y, width, height = (number_of(json.get(key)) for key in ("x", "y", "w", "h"))
    if x is None or y is None or width is None or height is None:
        return None
    return Place(x, y, width, height)


def _sets_unit(override: Located) -> bool:
    return any(one.get("id") == "unit" for one in objects_of(override.get("properties")))
