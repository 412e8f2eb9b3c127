"""Which datasources the boards start with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final

from archestra_ops.errors import OpsError
from archestra_ops.grafana.api.model import Datasource
from archestra_ops.grafana.appearance import Json

TITLES: Final[Mapping[str, str]] = {"prometheus": "Prometheus", "tempo": "Tempo", "loki": "Loki"}
"""The plugins that our boards ask, by Grafana's id."""


@dataclass(frozen=True, kw_only=True)
class Start:
    """What the datasource variables start with, by plugin, and what is to be said about it."""

    defaults: Mapping[str, Json] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def start(
    there: Sequence[Datasource] | None, given: Mapping[str, str], plugins: Sequence[str]
) -> Start:
    """What the variables of *plugins* start with in a Grafana that has the datasources *there*.

    *there* is None where the login may not list them. *given* are uids or names by plugin; for the
    others the only datasource of its plugin is taken, and where there are more Grafana chooses.
    Raises OpsError for one that is given and not there.
    """
    if there is None:
        return _unseen(given, plugins)
    defaults: dict[str, Json] = {}
    notes = []
    for plugin in plugins:
        known = [one for one in there if one.type == plugin]
        if plugin in given:
            defaults[plugin] = _current(_given(plugin, given[plugin], known, there))
        elif len(known) == 1:
            defaults[plugin] = _current(known[0])
        else:
            notes.append(_several(plugin, known) if known else _none(plugin))
    return Start(defaults=defaults, notes=tuple(notes))


def _current(chosen: Datasource) -> Json:
    return {"selected": True, "text": chosen.name, "value": chosen.uid}


def _given(
    plugin: str, name: str, known: Sequence[Datasource], there: Sequence[Datasource]
) -> Datasource:
    for key in ("uid", "name"):
        for one in known:
            if getattr(one, key) == name:
                return one
    for one in there:
        if name in (one.uid, one.name):
            raise OpsError(
                f"the datasource '{name}' is of type '{one.type}', not '{plugin}'",
                hint=_hint(name, known) or f"Grafana has no datasource of type '{plugin}'",
            )
    raise OpsError(
        f"no {TITLES[plugin]} datasource with the uid or name '{name}'",
        hint=_hint(name, known) or f"Grafana has no datasource of type '{plugin}'",
    )


def _hint(name: str, known: Sequence[Datasource]) -> str:
    near = get_close_matches(name, [text for one in known for text in (one.name, one.uid)], n=1)
    if near:
        return f"did you mean '{near[0]}'?"
    return "one of: " + ", ".join(one.name for one in known) if known else ""


def _several(plugin: str, known: Sequence[Datasource]) -> str:
    names = ", ".join(f"'{one.name}'" for one in known)
    return (
        f"{len(known)} {TITLES[plugin]} datasources ({names}): boards start with Grafana's own "
        f"choice; name one with --datasource {plugin}=NAME"
    )


def _none(plugin: str) -> str:
    return f"no {TITLES[plugin]} datasource: panels that ask it stay empty until there is one"


def _unseen(given: Mapping[str, str], plugins: Sequence[str]) -> Start:
    """What is given can only be believed; it must be a uid, for Grafana finds boards' by that."""
    defaults = {
        plugin: {"selected": True, "text": given[plugin], "value": given[plugin]}
        for plugin in plugins
        if plugin in given
    }
    note = (
        "the login may not list datasources: what --datasource gives is taken for a uid"
        if given
        else "the login may not list datasources: boards start with Grafana's own choice"
    )
    return Start(defaults=defaults, notes=(note,))
