"""Looks at a Grafana: everything that checks judge but for the answers to queries.

At most four requests are in flight, and nothing is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import cast

from archestra_ops.errors import OpsError, UnavailableError
from archestra_ops.grafana.api.client import Grafana
from archestra_ops.grafana.api.errors import ForbiddenError
from archestra_ops.grafana.api.model import Datasource, Organisation, Summary
from archestra_ops.grafana.checks.seen import Seen, Source
from archestra_ops.grafana.checks.sources import source
from archestra_ops.grafana.sync.crew import together
from archestra_ops.grafana.sync.folders import Located, locate
from archestra_ops.grafana.sync.look import Where


@dataclass(frozen=True, kw_only=True)
class Aim:
    """What should be there: boards (uid by slug), where, and datasources of these plugins.

    `title` is what the platform is called, `trace_label` the label of its exemplars that
    is a trace's id; empty where it has none.
    `given` are uids or names of datasources by plugin. `apps` says that the API of the app platform
    is to be used.
    """

    boards: Mapping[str, str]
    where: Where
    plugins: Sequence[str]
    title: str = "the platform"
    trace_label: str = ""
    given: Mapping[str, str] = field(default_factory=dict)
    apps: bool = False


def look(grafana: Grafana, aim: Aim) -> Seen:
    """Look at *grafana*; what cannot be seen is told in the result."""
    seen = Seen(url=grafana.url, title=aim.title, trace_label=aim.trace_label, apps=aim.apps)
    try:
        seen = replace(seen, health=grafana.health())
    except OpsError as error:
        return replace(seen, error=error)
    if seen.health is not None and seen.health.ok:
        seen = _login(grafana, seen)
    return _content(grafana, aim, seen) if seen.logged_in else seen


def _login(grafana: Grafana, seen: Seen) -> Seen:
    ask: list[Callable[[], object]] = [grafana.organisation, grafana.permissions]
    organisation, permissions = together(ask)
    if not isinstance(permissions, OpsError):
        seen = replace(seen, permissions=cast("Mapping[str, Sequence[str]] | None", permissions))
    if not isinstance(organisation, OpsError):
        name = cast("Organisation", organisation).name
        return replace(seen, logged_in=True, organisation=name)
    # Whoever may not read the organisation may be logged in all the same.
    if isinstance(organisation, ForbiddenError) and isinstance(permissions, OpsError):
        return replace(seen, refusal=organisation)
    return _told(replace(seen, logged_in=seen.permissions is not None), [organisation])


def _content(grafana: Grafana, aim: Aim, seen: Seen) -> Seen:
    ask: list[Callable[[], object]] = [
        lambda: _folder(grafana, aim.where),
        lambda: grafana.search(uids=[*aim.boards.values()]),
        grafana.datasources,
    ]
    folder, found, datasources = together(ask)
    if not isinstance(folder, OpsError):
        located, writable = cast("tuple[Located, bool | None]", folder)
        seen = replace(seen, folder=located, writable=writable)
    elif not isinstance(folder, UnavailableError):
        seen = replace(seen, unclear=folder)
    if not isinstance(found, OpsError):
        uids = {one.uid for one in cast("list[Summary]", found)}
        there = {slug: uid in uids for slug, uid in aim.boards.items()}
        seen = replace(seen, boards=there)
    if not isinstance(datasources, OpsError):
        seen = replace(seen, datasources=tuple(cast("list[Datasource]", datasources)))
    seen = _told(seen, [folder, found, datasources])
    return _sources(grafana, aim, seen)


def _sources(grafana: Grafana, aim: Aim, seen: Seen) -> Seen:
    found = [source(one, seen.datasources, aim.given) for one in aim.plugins]
    chosen = [one.chosen for one in found if one.chosen is not None]
    healths = together([partial(grafana.datasource_health, one.uid) for one in chosen])
    by_uid = dict(zip([one.uid for one in chosen], healths, strict=True))
    sources = tuple(_with_health(one, by_uid) for one in found)
    return _told(replace(seen, sources=sources), healths)


def _with_health(one: Source, healths: Mapping[str, tuple[bool, str] | OpsError]) -> Source:
    health = healths[one.chosen.uid] if one.chosen else None
    return one if isinstance(health, OpsError) else replace(one, health=health)


def _folder(grafana: Grafana, where: Where) -> tuple[Located, bool | None]:
    located = locate(grafana, where.home, where.path)
    return located, grafana.may_write(located.uid) if located.uid else None


def _told(seen: Seen, outcomes: Iterable[object]) -> Seen:
    """*seen* with those of *outcomes* that are errors, each sentence once."""
    errors = {str(one): one for one in outcomes if isinstance(one, UnavailableError)}
    lacking = tuple(one for one in errors.values() if isinstance(one, ForbiddenError))
    failures = tuple(one for one in errors.values() if not isinstance(one, ForbiddenError))
    return replace(seen, lacking=(*seen.lacking, *lacking), failures=(*seen.failures, *failures))
