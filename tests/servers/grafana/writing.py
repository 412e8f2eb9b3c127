"""How a board changes, whichever API is asked."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

from tests.servers.grafana.replies import Json
from tests.servers.grafana.store import Board, Manager, Version
from tests.servers.grafana.visits import Visit

_IDENTITY = ("id", "uid", "version")


@dataclass(frozen=True, kw_only=True)
class Change:
    """What is to be written."""

    spec: Json
    folder_uid: str
    message: str = ""
    restored_from: int = 0


def without_identity(spec: Json) -> Json:
    """A board's JSON without what the server keeps beside it."""
    return deepcopy({key: value for key, value in spec.items() if key not in _IDENTITY})


def create(visit: Visit, uid: str, change: Change, manager: Manager | None = None) -> Board:
    """Put a new board there."""
    board = Board(id=visit.store.new_id(), uid=uid, versions=[], manager=manager)
    board.versions.append(_version(visit, change, 1))
    visit.org.boards[uid] = board
    return board


def update(visit: Visit, board: Board, change: Change) -> None:
    """Add to the history of *board*.

    Until Grafana 12 every save is a new version. Then the version is Kubernetes' generation, which
    only another content or another folder moves: a save of the same content under another message
    is in the history, with the number of the one before it (13.1-pre, `apistore/prepare.go`).
    """
    newest = board.newest
    same = (newest.spec, newest.folder_uid) == (without_identity(change.spec), change.folder_uid)
    stays = visit.edition.generations and same
    if stays and newest.message == change.message:
        return
    board.versions.append(_version(visit, change, newest.number + (0 if stays else 1)))


def _version(visit: Visit, change: Change, number: int) -> Version:
    return Version(
        number=number,
        spec=without_identity(change.spec),
        folder_uid=change.folder_uid,
        message=change.message,
        author=visit.caller.login,
        created=visit.store.now(),
        resource_version=visit.store.new_resource_version(),
        restored_from=change.restored_from,
    )
