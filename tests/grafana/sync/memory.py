"""A Grafana in memory, which can be brought into any state, and fail at any request."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field

from archestra_ops.errors import FetchError
from archestra_ops.grafana.api.errors import ChangedError, ForbiddenError, ProvisionedError
from archestra_ops.grafana.api.model import (
    Datasource,
    Folder,
    Health,
    Organisation,
    Revision,
    Saved,
    Stored,
    Summary,
)
from archestra_ops.grafana.appearance import Json

WRITES = frozenset({"create_folder", "save", "delete"})


@dataclass
class Board:
    """A board: its JSON, where it is, and all its versions, the newest last."""

    dashboard: Json
    folder_uid: str
    revisions: list[Revision]
    provisioned: str = ""


@dataclass(frozen=True)
class Fault:
    """What happens at the request with a number: it fails, after it was done or without that."""

    done: bool
    error: Exception = field(default_factory=lambda: FetchError("no answer"))


class MemoryGrafana:
    """See `archestra_ops.grafana.api.client.Grafana`; `asked` has the names of all requests."""

    def __init__(self) -> None:
        self.url = "http://grafana.example/g"
        self.there: dict[str, Folder] = {}
        self.boards: dict[str, Board] = {}
        self.sources: list[Datasource] | None = []
        self.asked: list[str] = []
        self.faults: dict[int, Fault] = {}
        self.before: Callable[[str, str], None] = lambda _name, _uid: None
        self.unique_titles = False
        self._lock = threading.RLock()

    @property
    def written(self) -> list[str]:
        return [name for name in self.asked if name in WRITES]

    def write(self, uid: str, message: str = "", author: str = "ann", **more: object) -> Board:
        """Have somebody save a board: what is not given stays as it was."""
        old = self.boards.get(uid)
        dashboard = more.get("dashboard") or (old.dashboard if old else {"uid": uid, "title": uid})
        revision = Revision(
            version=len(old.revisions) + 1 if old else 1,
            message=message,
            author=author,
            created="2026-01-15T12:00:00Z",
        )
        self.boards[uid] = Board(
            dashboard=deepcopy(dashboard),  # type: ignore[arg-type]
            folder_uid=str(more.get("folder_uid", old.folder_uid if old else "")),
            revisions=[*(old.revisions if old else ()), revision],
        )
        return self.boards[uid]

    def health(self) -> Health:
        return Health(ok=True, version="11.0.0", database="ok")

    def organisation(self) -> Organisation:
        return Organisation(id=1, name="Main Org.")

    def folder(self, uid: str) -> Folder | None:
        with self._request("folder", uid):
            return self.there.get(uid)

    def folders(self, parent_uid: str = "") -> list[Folder]:
        with self._request("folders", parent_uid):
            return [one for one in self.there.values() if one.parent_uid == parent_uid]

    def create_folder(self, folder: Folder) -> Folder:
        with self._request("create_folder", folder.uid):
            titles = {(one.parent_uid, one.title) for one in self.there.values()}
            taken = self.unique_titles and (folder.parent_uid, folder.title) in titles
            if folder.uid in self.there or taken:
                raise ChangedError("it exists already")
            self.there[folder.uid] = folder
            return folder

    def search(
        self, *, uids: Sequence[str] = (), tag: str = "", folder_uid: str = ""
    ) -> list[Summary]:
        with self._request("search", ""):
            return [
                self._summary(uid, board)
                for uid, board in self.boards.items()
                if (not uids or uid in uids)
                and (not tag or tag in board.dashboard.get("tags", ()))
                and (not folder_uid or board.folder_uid == folder_uid)
            ]

    def dashboard(self, uid: str) -> Stored | None:
        with self._request("dashboard", uid):
            board = self.boards.get(uid)
            if board is None:
                return None
            return Stored(
                uid=uid,
                title=board.dashboard["title"],
                folder_uid=board.folder_uid,
                version=board.revisions[-1].version,
                path=f"/d/{uid}/x",
                dashboard=deepcopy(board.dashboard) | {"id": 7, "version": 3},
                provisioned=bool(board.provisioned),
                manager=board.provisioned,
            )

    def newest(self, uid: str) -> Revision | None:
        with self._request("newest", uid):
            board = self.boards.get(uid)
            return board.revisions[-1] if board else None

    def history(self, uid: str) -> list[Revision]:
        with self._request("history", uid):
            board = self.boards.get(uid)
            return board.revisions[::-1] if board else []

    def save(
        self,
        dashboard: Json,
        *,
        folder_uid: str,
        message: str,
        version: int | None,
        overwrite: bool,
    ) -> Saved:
        uid = dashboard["uid"]
        with self._request("save", uid):
            assert folder_uid in self.there
            old = self.boards.get(uid)
            if old and old.provisioned:
                raise ProvisionedError("cannot save provisioned dashboard")
            if old and not overwrite and version != old.revisions[-1].version:
                raise ChangedError("version mismatch")
            board = self.write(uid, message, "ops", dashboard=dashboard, folder_uid=folder_uid)
            return Saved(path=f"/d/{uid}/x", version=board.revisions[-1].version)

    def delete(self, uid: str) -> None:
        with self._request("delete", uid):
            self.boards.pop(uid, None)

    def datasources(self) -> list[Datasource]:
        with self._request("datasources", ""):
            if self.sources is None:
                raise ForbiddenError("the login may not read datasources")
            return self.sources

    def datasource_health(self, uid: str) -> tuple[bool, str]:
        raise NotImplementedError

    def query(self, queries: Sequence[Json], start: float, end: float) -> Mapping[str, str | int]:
        raise NotImplementedError

    def _summary(self, uid: str, board: Board) -> Summary:
        folder = self.there.get(board.folder_uid)
        return Summary(
            uid=uid,
            title=board.dashboard["title"],
            folder_uid=board.folder_uid,
            folder_title=folder.title if folder else "",
            tags=tuple(board.dashboard.get("tags", ())),
            path=f"/d/{uid}/x",
        )

    @contextmanager
    def _request(self, name: str, uid: str):
        self.before(name, uid)
        with self._lock:
            self.asked.append(name)
            fault = self.faults.get(len(self.asked))
            if fault and not fault.done:
                raise fault.error
            yield
            if fault:
                raise fault.error
