"""A first look at a Grafana: everything that an import of nothing new has to ask."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import cast

from archestra_ops.errors import OpsError
from archestra_ops.grafana.api.client import Grafana
from archestra_ops.grafana.api.errors import ForbiddenError
from archestra_ops.grafana.api.model import Datasource, Folder, Revision, Summary
from archestra_ops.grafana.sync.crew import together
from archestra_ops.grafana.sync.folders import Located, locate


@dataclass(frozen=True, kw_only=True)
class Where:
    """The folder that is wanted: by *path*, or *home* where that is empty."""

    home: Folder
    path: str = ""


@dataclass(frozen=True, kw_only=True)
class Look:
    """What is there: the folder, dashboards by uid, the newest version of each of ours.

    `datasources` is None where the login may not list them. A version that could not be read is
    the error.
    """

    folder: Located
    dashboards: Mapping[str, Summary]
    newest: Mapping[str, Revision | OpsError | None]
    datasources: Sequence[Datasource] | None


def look(grafana: Grafana, uids: Sequence[str], others: Sequence[str], where: Where) -> Look:
    """Look for the boards *uids*, the dashboards *others* and the folder *where*.

    Raises what *grafana* raises, unless only the newest versions of some boards cannot be read.
    """
    # Alone and first: whether anybody answers, and whether the login is right.
    folder = locate(grafana, where.home, where.path)
    asked: list[Callable[[], object]] = [
        lambda: grafana.search(uids=[*uids, *others]),
        lambda: _datasources(grafana),
        *(partial(grafana.newest, uid) for uid in uids),
    ]
    found, datasources, *newest = together(asked)
    for one in (found, datasources):
        if isinstance(one, OpsError):
            raise one
    # Where none can be read the reason is everybody's, such as what the login may not.
    if isinstance(newest[0], OpsError) and all(isinstance(one, OpsError) for one in newest):
        raise newest[0]
    return Look(
        folder=folder,
        dashboards={one.uid: one for one in cast("list[Summary]", found)},
        newest=dict(zip(uids, cast("list[Revision | OpsError | None]", newest), strict=True)),
        datasources=cast("list[Datasource] | None", datasources),
    )


def _datasources(grafana: Grafana) -> list[Datasource] | None:
    try:
        return grafana.datasources()
    except ForbiddenError:  # an Editor's own may do everything but this
        return None
