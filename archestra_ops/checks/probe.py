"""Asks a process how it is: `/health` for life, `/ready` for readiness, and reads the bodies.

Bodies by release v1.3.15 and the documentation. The web API answers with its name and version, all
else with a status alone: the worker, the renderer, and the listener of the web's metrics. Releases
of 2025 had no `/ready` and called the API `Archestra Platform API` in the place of the status.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from archestra_ops.checks.target import Target
from archestra_ops.errors import FetchError
from archestra_ops.http import Http
from archestra_ops.packs.model import Platform

WEB, WORKER = "web", "worker"
_OK = 200
_SHOWN = 60
_MOST = 64 * 2**10  # bytes that are read; a health body has some 150


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What one path answered; `fields` are the texts of its JSON object, None where it is none."""

    status: int
    fields: Mapping[str, str] | None
    start: str = ""

    @property
    def fine(self) -> bool:
        """Whether it is a 200 that could be read."""
        return self.status == _OK and self.fields is not None

    def field(self, name: str) -> str:
        """A field of the body, empty where it is not there."""
        return (self.fields or {}).get(name, "")

    @property
    def process(self) -> str:
        """Which process answers `/health` so; empty where none does."""
        if self.fields is None or "status" not in self.fields:
            return ""
        return WEB if "version" in self.fields else WORKER


@dataclass(frozen=True, kw_only=True)
class Health:
    """How a target is. `error` says why it could not be asked; then there is nothing else.

    `slow` says why it could not be asked whether it is ready, although it lives.
    """

    target: Target
    live: Reply = field(default_factory=lambda: Reply(status=0, fields=None))
    ready: Reply | None = None
    error: FetchError | None = None
    slow: FetchError | None = None

    @property
    def processes(self) -> tuple[str, ...]:
        """The processes among those expected that answer here; all where that cannot be told."""
        found = self.live.process
        return (found,) if found in self.target.processes else self.target.processes

    @property
    def title(self) -> str:
        """The process as sentences begin with it."""
        return " or ".join(f"the {name} process" for name in self.processes)

    @property
    def version(self) -> str:
        """Name and version, where it says them."""
        name = self.live.field("name") or self.live.field("status")
        version = self.live.field("version")
        return f"{name} {version}" if version else ""


def has_bodies(platform: Platform) -> bool:
    """Whether its processes are asked for `/health` and `/ready`, whose bodies tell which it is."""
    known = platform.processes.keys() <= {WEB, WORKER}
    return platform.health_bodies and known and not platform.probes


def probe(http: Http, target: Target) -> Health:
    """Ask *target* how it is, once: what a single try meets is what there is to report."""
    try:
        live = ask(http, target.url, "health")
    except FetchError as error:
        return Health(target=target, error=error)
    try:
        return Health(target=target, live=live, ready=ask(http, target.url, "ready"))
    except FetchError as error:
        return Health(target=target, live=live, slow=error)


def ask(http: Http, base: str, path: str) -> Reply:
    """What *path* under *base* answers; raises FetchError where nothing does."""
    status, body = fetch(http, f"{base.rstrip('/')}/{path}", "application/json")
    return Reply(status=status, fields=_fields(body), start=shortened(body))


def fetch(http: Http, url: str, accept: str) -> tuple[int, bytes]:
    """The status and the body of *url*, the beginning of a long one; FetchError for neither."""
    body = b""
    with http.stream(url, accept=accept, retries=0) as page:
        for chunk in page.chunks:
            body += chunk
            if len(body) > _MOST:
                break
    return page.status, body


def shortened(body: bytes) -> str:
    """How *body* begins, in one line."""
    start = " ".join(body[:_MOST].decode(errors="replace").split())
    return start if len(start) <= _SHOWN else start[: _SHOWN - 1] + "…"


def _fields(body: bytes) -> Mapping[str, str] | None:
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(document, dict):
        return None
    return {str(name): value for name, value in document.items() if isinstance(value, str)}
