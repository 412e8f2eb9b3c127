"""A template variable, read from what the JSON has for it."""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.grafana.dashboard.document import (
    Located,
    object_of,
    objects_of,
    text_of,
    texts,
    whole_of,
)
from archestra_ops.grafana.dashboard.model import Spot, Variable
from archestra_ops.grafana.dashboard.sources import Kinds, source_of


def variable_of(json: Located, kinds: Kinds) -> Variable:
    """The variable that *json* describes."""
    name, query = text_of(json.get("name")), json.get("query")
    if isinstance(query, Located):
        query = query.get("query")
    asked = text_of(query) or text_of(json.get("definition"))
    kind = text_of(json.get("type"))
    return Variable(
        spot=Spot(f"variable ${name}", json.line),
        name=name,
        kind=kind,
        query=asked,
        source=source_of(json.get("datasource"), kinds),
        values=tuple(_values(json, asked)) if kind == "custom" else (),
        current=next(texts(object_of(json.get("current")).get("value")), ""),
        refresh=whole_of(json.get("refresh")),
        json=json,
    )


def _values(json: Located, written: str) -> Iterator[str]:
    """The values of a fixed list: its options, or else what is written, `Chat : chat,api`."""
    options = [text_of(one.get("value")) for one in objects_of(json.get("options"))]
    pairs = (part.rpartition(" : ")[2].strip() for part in written.split(","))
    return (value for value in (options or pairs) if value not in ("", "$__all"))
