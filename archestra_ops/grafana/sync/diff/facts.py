"""What is seen of a panel: what it asks, in which unit and colours it answers, and how it looks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from archestra_ops.grafana.appearance import Json
from archestra_ops.grafana.sync.diff.change import (
    Facts,
    flat,
    known,
    mapping,
    objects,
    shown,
)

_PANEL: Final = {"type": "kind", "description": "description", "interval": "interval"}
_TARGET: Final = {
    "legendFormat": "legend",
    "datasource": "datasource",
    "hide": "hidden",
    "instant": "instant",
    "interval": "interval",
    "limit": "limit",
    "exemplar": "exemplars",
    "format": "format",
}


def row_facts(row: Json) -> Facts:
    """Whether a row is open."""
    return {"collapsed": "yes" if row.get("collapsed") else "no"}


def panel_facts(before: Json, after: Json) -> tuple[Facts, Facts]:
    """What is seen of a panel *before* and *after*; of its looks, what *after* sets."""
    old, new = _looks(before), _looks(after)
    return _said(before) | known(old, new), _said(after) | new


def _said(panel: Json) -> dict[str, str]:
    found = {what: shown(panel.get(key)) for key, what in _PANEL.items()}
    found["time range"] = shown(panel.get("timeFrom"))
    place = mapping(panel.get("gridPos"))
    found["size"] = f"{shown(place.get('w'))}x{shown(place.get('h'))}"
    found |= dict(_queries(panel))
    for number, one in enumerate(objects(panel.get("transformations")), 1):
        found[f"transformation {number}"] = shown(one)
    return {name: text for name, text in (found | _field_config(panel)).items() if text}


def _queries(panel: Json) -> Iterator[tuple[str, str]]:
    for target in objects(panel.get("targets")):
        ref = f"query {shown(target.get('refId'))}"
        yield ref, shown(target.get("expr") or target.get("query"))
        for key, what in _TARGET.items():
            value = target.get(key)
            value = mapping(value).get("uid") if key == "datasource" else value
            yield f"{what} of {ref}", shown(value) if value else ""


def _field_config(panel: Json) -> dict[str, str]:
    config = mapping(panel.get("fieldConfig"))
    found: dict[str, str] = {}
    for key, value in mapping(config.get("defaults")).items():
        if key == "thresholds":
            found[key] = _steps(mapping(value))
        elif key != "custom":
            found |= flat(value, key)
    for one in objects(config.get("overrides")):
        of = shown(mapping(one.get("matcher")).get("options"))
        for setting in objects(one.get("properties")):
            found[f"{shown(setting.get('id'))} of '{of}'"] = shown(setting.get("value"))
    return found


def _looks(panel: Json) -> dict[str, str]:
    config = mapping(mapping(panel.get("fieldConfig")).get("defaults"))
    return flat(mapping(config.get("custom")), "") | flat(mapping(panel.get("options")), "")


def _steps(thresholds: dict[str, Any]) -> str:
    """The colours, and from which value on: `green, red from 0.05`."""
    steps = objects(thresholds.get("steps"))
    texts = []
    for place, step in enumerate(steps):
        value = step.get("value")
        first = place == 0 and not value
        texts.append(shown(step.get("color")) + ("" if first else f" from {shown(value)}"))
    share = " percent" if thresholds.get("mode") == "percentage" else ""
    return ", ".join(texts) + share
