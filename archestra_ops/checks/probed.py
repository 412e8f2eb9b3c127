"""Asks a process what its platform's pack has probes for: paths that say how it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from archestra_ops.checks.probe import fetch, shortened
from archestra_ops.checks.target import Target, beside, expected
from archestra_ops.errors import FetchError
from archestra_ops.http import Http
from archestra_ops.packs.model import Platform
from archestra_ops.packs.process import Probe

_ACCEPT = "application/json, */*;q=0.5"
_NAMED: Final = 2  # processes that a sentence has room for


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What the path of a probe answered; `start` is how the body begins."""

    probe: Probe
    status: int
    document: Any = None
    start: str = ""

    @property
    def absent(self) -> bool:
        """Whether the process answers, and has no such path: nobody has seen it to have one."""
        return not self.probe.seen and self.status == HTTPStatus.NOT_FOUND

    def field(self, path: str) -> str | None:
        """The field of the body at *path*, as `spec.ready`, as a text; None where it is not there.

        What is no text is written as in JSON.
        """
        found = self.document
        for key in path.split("."):
            if isinstance(found, list) and key.isdecimal() and int(key) < len(found):
                found = found[int(key)]
            elif isinstance(found, dict) and key in found:
                found = found[key]
            else:
                return None
        return found if isinstance(found, str) else json.dumps(found)


@dataclass(frozen=True, kw_only=True)
class Probed:
    """What a target answered; `error` says why it could not be asked, or not for everything.

    `unasked` is the probe that met the error, `served` whether the process has its metrics page all
    the same: then it is alive.
    """

    target: Target
    replies: tuple[Reply, ...] = ()
    error: FetchError | None = None
    unasked: Probe | None = None
    served: bool = False

    @property
    def title(self) -> str:
        """The process as sentences begin with it."""
        names = self.target.processes
        if len(names) > _NAMED:
            return f"the process (one of {len(names)})"
        return f"the {' or '.join(names)} process"

    @property
    def untold(self) -> bool:
        """Whether it answers, and nothing that it says tells how it is, or what it is."""
        return bool(self.replies) and all(reply.absent for reply in self.replies)

    @property
    def may_be_off(self) -> bool:
        """Whether it could not be asked, which its pack would not call an error."""
        return self.unasked is not None and self.unasked.severity != "error"

    @property
    def group(self) -> str:
        """The processes as a list of targets has them: their names, or how many there are."""
        names = self.target.processes
        return f"{len(names)} processes" if len(names) > _NAMED else " and ".join(names)


def probe_targets(platform: Platform, named: Mapping[str, str]) -> tuple[Target, ...]:
    """The APIs to ask: of the processes *named*, by default of all, as far as there are probes.

    An address of *named* is that of the metrics page, or the API's own. Processes that share an
    address share a target. Raises OpsError where the platform has no such process.
    """
    for name in named:
        expected(platform, name)
    asked = dict.fromkeys(probe.process for probe in platform.probes)
    homes = {**platform.processes, **platform.silent}
    wanted = [name for name in asked if name in named or not (named or homes[name].optional)]
    found: dict[str, tuple[str, ...]] = {}
    for name in wanted:
        url = _api(platform, name, named)
        found[url] = (*found.get(url, ()), name)
    return tuple(Target(url=u, processes=n, assumed=not named) for u, n in found.items())


def ask_all(http: Http, platform: Platform, target: Target) -> Probed:
    """Ask *target* everything that there is a probe for, each path once."""
    probes = {one.path: one for one in platform.probes if one.process in target.processes}
    replies: list[Reply] = []
    for probe in probes.values():
        try:
            replies.append(_ask(http, target.url, probe))
        except FetchError as error:
            return Probed(target=target, replies=tuple(replies), error=error, unasked=probe)
    return Probed(target=target, replies=tuple(replies))


def page_of(platform: Platform, name: str, named: Mapping[str, str]) -> str:
    """The metrics page of the process *name*, by default on this host; empty where it is unknown.

    It is where *named* has the address of its API alone.
    """
    process = platform.processes.get(name)
    if process is None:
        return ""
    if not named:
        return f"http://localhost:{process.port}{process.path}"
    url = named.get(name, "")
    return url if url.partition("?")[0].endswith(process.path) else ""


def _api(platform: Platform, name: str, named: Mapping[str, str]) -> str:
    process = {**platform.processes, **platform.silent}[name]
    url = named.get(name)
    if url is None or url.partition("?")[0].endswith(process.path):
        return beside(url, process)
    return url.rstrip("/")


def _ask(http: Http, base: str, probe: Probe) -> Reply:
    status, body = fetch(http, f"{base}/{probe.path.removeprefix('/')}", _ACCEPT)
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        document = None
    return Reply(probe=probe, status=status, document=document, start=shortened(body))
