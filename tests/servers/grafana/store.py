"""What a Grafana keeps: organisations, with folders, boards, datasources and rules in them."""

from __future__ import annotations

import itertools
import re
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tests.servers.grafana.replies import Json

ROOT = "general"  # what the API calls the root of the folders where a uid must be given
# Kinds of managers, as the annotation grafana.app/managedBy has them.
FILE, REPOSITORY = "classic-file-provisioning", "repo"
_LONGEST_UID = 40
# Since 12 an id is a random number, so large that a 32-bit one cannot hold it.
_FIRST_LONG_ID = 1 << 51


@dataclass(frozen=True, kw_only=True)
class Manager:
    """Who manages a board, which then cannot be saved or deleted through the API."""

    kind: str
    name: str
    path: str = ""
    allows_edits: bool = False

    @property
    def is_file(self) -> bool:
        """Whether it is Grafana itself, from a file: alone this is called provisioned."""
        return self.kind == FILE


@dataclass(frozen=True, kw_only=True)
class Version:
    """One state in the history of a board; `spec` is its JSON without id, uid and version."""

    number: int
    spec: Json
    folder_uid: str
    message: str
    author: str
    created: str
    resource_version: int
    restored_from: int = 0
    at: float = field(default_factory=time.monotonic)


@dataclass(kw_only=True)
class Board:
    """A dashboard; the newest version is the last."""

    id: int
    uid: str
    versions: list[Version]
    manager: Manager | None = None
    identity: str = field(default_factory=lambda: str(uuid.uuid4()))

    @property
    def newest(self) -> Version:
        return self.versions[-1]

    @property
    def title(self) -> str:
        return str(self.newest.spec["title"])

    @property
    def folder_uid(self) -> str:
        return self.newest.folder_uid


@dataclass(kw_only=True)
class Folder:
    """A folder; `parent_uid` is empty at the root."""

    id: int
    uid: str
    title: str
    parent_uid: str
    author: str
    created: str
    resource_version: int
    version: int = 1
    editors: bool = True  # whether editors may write in it
    identity: str = field(default_factory=lambda: str(uuid.uuid4()))


@dataclass(kw_only=True)
class Datasource:
    """A datasource; a test may say what is at its `url` by `health` and `answer`."""

    id: int
    uid: str
    name: str
    type: str
    url: str = ""
    is_default: bool = False
    read_only: bool = False
    json_data: Json = field(default_factory=dict)
    health: tuple[bool, str] | None = None
    answer: Callable[[Json], int | str] | None = None


@dataclass(kw_only=True)
class Org:
    """An organisation: what is in one is not seen from another."""

    id: int
    name: str
    folders: dict[str, Folder] = field(default_factory=dict)
    boards: dict[str, Board] = field(default_factory=dict)
    datasources: dict[str, Datasource] = field(default_factory=dict)
    rules: dict[str, list[Json]] = field(default_factory=dict)  # groups by the uid of their folder


class Store:
    """Everything, behind one lock, with the clock and the counters."""

    def __init__(self, *, long_ids: bool, clock: Callable[[], float] = time.time) -> None:
        self.lock = threading.RLock()
        self.search_lag = 0.0  # seconds
        self.orgs = {1: Org(id=1, name="Main Org.")}
        self._clock = clock
        self._ids = itertools.count(_FIRST_LONG_ID if long_ids else 1)
        self.last_resource_version = 1_000_000

    def now(self) -> str:
        """The time as the API writes it."""
        return datetime.fromtimestamp(self._clock(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def new_id(self) -> int:
        """An id that nothing has."""
        return next(self._ids)

    def new_resource_version(self) -> int:
        """A number above all that were given."""
        self.last_resource_version += 1
        return self.last_resource_version


def new_uid() -> str:
    """A uid for what was sent without one."""
    return uuid.uuid4().hex[:14]


def uid_fault(uid: str) -> str:
    """What is wrong with *uid*, in the server's words; nothing where it is right."""
    if len(uid) > _LONGEST_UID:
        return "uid too long, max 40 characters"
    return "" if re.fullmatch(r"[A-Za-z0-9_-]*", uid) else "uid contains illegal characters"


def slug(title: str) -> str:
    """What a title becomes in an address."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "-"
