"""What a Grafana holds, in our words: the same whichever of its APIs told it."""

from __future__ import annotations

from dataclasses import dataclass

from archestra_ops.grafana.appearance import Json


@dataclass(frozen=True, kw_only=True)
class Folder:
    """A folder of dashboards; one without `parent_uid` stands at the root."""

    uid: str
    title: str
    parent_uid: str = ""


@dataclass(frozen=True, kw_only=True)
class Revision:
    """One version of a dashboard: who saved it when (ISO 8601, as the server has it), and why."""

    version: int
    message: str
    author: str
    created: str


@dataclass(frozen=True, kw_only=True)
class Summary:
    """A dashboard as a search finds it.

    `folder_uid` is empty at the root. `path` is what comes behind Grafana's address: `/d/uid/slug`.
    """

    uid: str
    title: str
    folder_uid: str
    folder_title: str
    tags: tuple[str, ...]
    path: str


@dataclass(frozen=True, kw_only=True)
class Stored:
    """A dashboard as Grafana keeps it; `folder_uid` and `path` as in a Summary.

    Only its `manager` may change a `provisioned` one: the file or the tool that delivers it, where
    Grafana names it, else empty.
    """

    uid: str
    title: str
    folder_uid: str
    version: int
    path: str
    dashboard: Json
    provisioned: bool = False
    manager: str = ""


@dataclass(frozen=True, kw_only=True)
class Saved:
    """Where a dashboard was saved, and as which version."""

    path: str
    version: int


@dataclass(frozen=True, kw_only=True)
class Datasource:
    """A datasource; nobody but its file may change a `read_only` one. Secrets are not told."""

    uid: str
    name: str
    type: str
    is_default: bool = False
    read_only: bool = False
    url: str = ""
    json_data: Json


@dataclass(frozen=True, kw_only=True)
class Health:
    """How a Grafana says it is; `version` and `database` are empty where it hides them."""

    ok: bool
    version: str
    database: str


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """The organisation that a login works in."""

    id: int
    name: str
