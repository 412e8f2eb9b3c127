"""Boards of ours that are no longer shipped: the only ones that are ever removed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from archestra_ops.errors import OpsError
from archestra_ops.grafana.api.client import Grafana
from archestra_ops.grafana.api.errors import ForbiddenError, RefusedError
from archestra_ops.grafana.api.model import Revision, Stored, Summary
from archestra_ops.grafana.sync import mark
from archestra_ops.grafana.sync.apply import Keep
from archestra_ops.grafana.sync.crew import Crew, together
from archestra_ops.grafana.sync.wanted import TAG

PROVISIONED: Final = "it is provisioned, and must be removed where it comes from"


@dataclass(frozen=True, kw_only=True)
class Gone:
    """A board that is no longer shipped; `kept` is why it stays all the same."""

    summary: Summary
    revision: Revision | None = None
    kept: str = ""


@dataclass(frozen=True, kw_only=True)
class Removal:
    """How it ended for one: `message` is why it is still there, empty where it is removed."""

    gone: Gone
    backup: str = ""
    message: str = ""
    hint: str = ""


def candidates(grafana: Grafana, folder_uid: str, tag: str, shipped: Collection[str]) -> list[Gone]:
    """The boards in the folder that bear our tag and *tag*, whose newest version is our work.

    Not those with the uids *shipped*. What carries the tags only is listed, with why it stays.
    Raises what *grafana* raises.
    """
    found = [
        one
        for one in grafana.search(tag=TAG, folder_uid=folder_uid)
        if one.folder_uid == folder_uid and {TAG, tag} <= {*one.tags} and one.uid not in shipped
    ]
    looks = together([partial(_gone, grafana, one) for one in found])
    return sorted(_known(looks), key=lambda gone: gone.summary.uid)


def remove(
    grafana: Grafana, gone: Sequence[Gone], keep: Keep | None, crew: Crew
) -> Iterator[Removal]:
    """Remove those that nothing keeps, each after *keep* has saved it."""
    doomed = [one for one in gone if not one.kept]
    for place, removal in crew.each([partial(_remove, grafana, one, keep) for one in doomed]):
        if isinstance(removal, OpsError):
            yield Removal(gone=doomed[place], message=str(removal), hint=removal.hint)
        else:
            yield removal


def _known(looks: Sequence[Gone | OpsError]) -> Iterator[Gone]:
    for one in looks:
        if isinstance(one, OpsError):
            raise one
        yield one


def _gone(grafana: Grafana, summary: Summary) -> Gone:
    newest = grafana.newest(summary.uid)
    if mark.read(newest) is None:
        return Gone(summary=summary, revision=newest, kept="its newest version is not ours")
    return Gone(summary=summary, revision=newest)


def _remove(grafana: Grafana, gone: Gone, keep: Keep | None) -> Removal:
    uid = gone.summary.uid
    stored = grafana.dashboard(uid)
    if stored is None:
        return Removal(gone=gone)
    if why := _reason_to_keep(stored, gone, grafana.newest(uid)):
        return Removal(gone=gone, message=why)
    backup = keep(stored) if keep else ""
    try:
        grafana.delete(uid)
    except (ForbiddenError, RefusedError):
        raise
    except OpsError:
        if grafana.dashboard(uid) is not None:  # else only the answer got lost
            raise
    return Removal(gone=gone, backup=backup)


def _reason_to_keep(stored: Stored, gone: Gone, newest: Revision | None) -> str:
    if stored.provisioned:
        return PROVISIONED
    if stored.folder_uid != gone.summary.folder_uid:
        return "somebody moved it meanwhile"
    return "" if mark.read(newest) else "somebody changed it meanwhile"
