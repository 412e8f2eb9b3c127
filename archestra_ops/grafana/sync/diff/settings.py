"""What is seen of a dashboard as a whole, and of its variables."""

from __future__ import annotations

from typing import Any, Final

from archestra_ops.grafana.appearance import Json
from archestra_ops.grafana.sync.diff.change import Facts, flat, mapping, objects, shown

_BOARD: Final = ("title", "description", "refresh", "timezone", "editable", "graphTooltip")
_VARIABLE: Final = {
    "type": "kind",
    "label": "label",
    "description": "description",
    "regex": "regex",
    "allValue": "what All means",
    "multi": "several at once",
    "includeAll": "All can be chosen",
    "hide": "hidden",
    "sort": "order",
    "refresh": "asked again",
}


def board_facts(dashboard: Json) -> dict[str, str]:
    """Title, tags, time range and the like."""
    found = {key: shown(dashboard.get(key)) for key in _BOARD}
    tags = dashboard.get("tags")
    found["tags"] = ", ".join(map(shown, tags)) if isinstance(tags, list) else ""
    time = mapping(dashboard.get("time"))
    found["time range"] = " to ".join(shown(time[end]) for end in ("from", "to") if end in time)
    return found


def link_facts(dashboard: Json) -> dict[str, Facts]:
    """The facts of each link, by its title."""
    return {f"'{shown(one.get('title'))}'": _all(one) for one in objects(dashboard.get("links"))}


def annotation_facts(dashboard: Json) -> dict[str, Facts]:
    """The facts of each annotation that somebody added, by its name."""
    drawn = objects(mapping(dashboard.get("annotations")).get("list"))
    return {f"'{shown(one.get('name'))}'": _all(one) for one in drawn if not one.get("builtIn")}


def variable_facts(dashboard: Json) -> dict[str, Facts]:
    """The facts of each variable, by its name."""
    variables = objects(mapping(dashboard.get("templating")).get("list"))
    return {f"${shown(one.get('name'))}": _variable(one) for one in variables}


def _variable(variable: dict[str, Any]) -> dict[str, str]:
    found = {what: _said(variable.get(key)) for key, what in _VARIABLE.items()}
    query = variable.get("query")
    found["query"] = shown(
        query["query"] if isinstance(query, dict) and "query" in query else query
    )
    found["datasource"] = _said(mapping(variable.get("datasource")).get("uid"))
    found["starts with"] = _start(variable.get("current"))
    return found


def _start(current: Any) -> str:  # noqa: ANN401 - any JSON
    """What is chosen when nobody has chosen; Grafana writes one value with or without a list."""
    value = mapping(current).get("value")
    values = value if isinstance(value, list) else [value]
    return ", ".join("All" if one == "$__all" else shown(one) for one in values)


def _all(part: dict[str, Any]) -> Facts:
    return {name: text for name, text in flat(part, "").items() if text != "false"}


def _said(value: Any) -> str:  # noqa: ANN401 - any JSON
    """Grafana drops what is false, zero or empty, or fills it in, as it likes."""
    return shown(value) if value else ""
