"""Grafana's classic dashboard JSON as values, whatever else is around it or wrong with it."""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.grafana.dashboard.choices import variable_of
from archestra_ops.grafana.dashboard.document import (
    Located,
    UnreadableError,
    load,
    object_of,
    objects_of,
    text_of,
    whole_of,
)
from archestra_ops.grafana.dashboard.model import Annotation, Dashboard, Panel, Spot
from archestra_ops.grafana.dashboard.panels import panel_of
from archestra_ops.grafana.dashboard.sources import Kinds, source_of

_V2 = "dashboard.grafana.app/v2"


def read(text: str) -> Dashboard:
    """The dashboard in the JSON *text*: bare, as an export, an answer of the API or a resource.

    Raises UnreadableError where there is none, or one in the v2 schema.
    """
    whole = load(text)
    if not isinstance(whole, Located):
        raise _no_dashboard("it holds no object")
    json = _unwrapped(whole)
    if not isinstance(json.get("panels"), list) and not (
        isinstance(json.get("rows"), list) or "schemaVersion" in json
    ):
        raise _no_dashboard("it has no panels")
    kinds = {
        text_of(one.get("name")): text_of(one.get("query"))
        for one in _variables(json)
        if one.get("type") == "datasource"
    }
    return Dashboard(
        spot=Spot(line=json.line),
        title=text_of(json.get("title")),
        schema=whole_of(json.get("schemaVersion")),
        panels=tuple(_panels(json, kinds)),
        variables=tuple(variable_of(one, kinds) for one in _variables(json)),
        annotations=tuple(_annotation(one, kinds) for one in _annotations(json)),
        inputs=tuple(text_of(one.get("name")) for one in objects_of(json.get("__inputs"))),
        json=json,
    )


def _unwrapped(whole: Located) -> Located:
    """The dashboard itself: Grafana's API and its resources have it under a key."""
    inner = whole.get("dashboard", whole.get("spec"))
    json = inner if isinstance(inner, Located) else whole
    version = text_of(json.get("apiVersion")) or text_of(whole.get("apiVersion"))
    if isinstance(json.get("spec"), Located):
        json = json["spec"]
    if version.startswith(_V2) or ("elements" in json and "layout" in json):
        raise UnreadableError(
            "v2-schema",
            "it is in Grafana's v2 schema, of which nothing is checked",
            hint="export it in the classic model, without 'V2 Resource'",
            line=json.line,
        )
    return json


def _no_dashboard(message: str) -> UnreadableError:
    return UnreadableError(
        "not-a-dashboard", f"it is no dashboard: {message}", hint="give Grafana's dashboard JSON"
    )


def _panels(json: Located, kinds: Kinds) -> Iterator[Panel]:
    row = ""
    for one in objects_of(json.get("panels")):
        panel = panel_of(one, kinds, row=row, collapsed=False)
        yield panel
        if panel.kind == "row":
            row = panel.title
            for inner in objects_of(one.get("panels")):
                yield panel_of(inner, kinds, row=row, collapsed=True)
    # Grafana 4 and older had panels in rows.
    for old in objects_of(json.get("rows")):
        for inner in objects_of(old.get("panels")):
            yield panel_of(
                inner, kinds, row=text_of(old.get("title")), collapsed=old.get("collapse") is True
            )


def _variables(json: Located) -> list[Located]:
    return objects_of(object_of(json.get("templating")).get("list"))


def _annotations(json: Located) -> list[Located]:
    return objects_of(object_of(json.get("annotations")).get("list"))


def _annotation(json: Located, kinds: Kinds) -> Annotation:
    spot = Spot(f"annotation '{text_of(json.get('name'))}'", json.line)
    return Annotation(spot=spot, source=source_of(json.get("datasource"), kinds), json=json)
