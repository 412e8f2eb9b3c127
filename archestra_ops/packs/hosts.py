"""Where a platform's processes are scraped and emitted: jobs, ports and paths that cannot be."""

from __future__ import annotations

from typing import Final

from archestra_ops.errors import PackError
from archestra_ops.packs.discovery import SideProcess, Workload
from archestra_ops.packs.incidents import POSTGRES
from archestra_ops.packs.model import Platform
from archestra_ops.packs.process import Probe, Process

_LAST_PORT: Final = 65535
_PORTS: Final = ("port", "api_port", "emitter_port", "emitter_api_port")
_EMITTED: Final = ("emitter_port", "emitter_api_port")
_STATUSES: Final = range(100, 600)


def check_hosts(pack: Platform, where: str) -> None:
    """Raise PackError for a process or probe that *pack* cannot have; *where* is the file."""
    if not pack.title.strip():
        raise PackError(f"{where}: title: it is empty", hint="give what the platform is called")
    if not pack.processes:
        raise PackError(f"{where}: processes: there is none", hint="add [processes.NAME]")
    for name, part in pack.processes.items():
        _called(name, pack, f"{where}: processes")
        _process(part, f"{where}: processes.{name}")
    for name, side in pack.side_processes.items():
        _process(side, f"{where}: side_processes.{name}")
    _jobs(pack, where)
    _apart(pack, where)
    asked: set[tuple[str, str]] = set()
    for number, probe in enumerate(pack.probes):
        _probe(probe, f"{where}: probes[{number}]")
        if (probe.process, probe.path) in asked:
            raise PackError(
                f"{where}: probes[{number}]: {probe.path!r} of {probe.process!r} is asked already",
                hint="leave one of them out",
            )
        asked.add((probe.process, probe.path))


def check_address(port: int, path: str, at: str) -> None:
    """Raise PackError for a port or a path that no scrape job can have."""
    _port(port, f"{at}.port")
    _path(path, f"{at}.path")


def _called(name: str, pack: Platform, at: str) -> None:
    """A name stands before `=` in options, and `postgres` there is the exporter's."""
    if not name or "=" in name or any(letter.isspace() for letter in name):
        raise PackError(
            f"{at}: {name!r} is not a name that a process can have",
            hint="options name it, as in --target NAME=URL: leave out = and blanks",
        )
    if name == POSTGRES and pack.postgres:
        raise PackError(
            f"{at}: {name!r} is the exporter of PostgreSQL",
            hint="give the process another name, or add postgres = false",
        )


def _process(part: Process | SideProcess, at: str) -> None:
    _path(part.path, f"{at}.path")
    for key in _PORTS:
        if hasattr(part, key):
            _port(getattr(part, key), f"{at}.{key}")
    if not part.job.strip():
        raise PackError(f"{at}.job: it is empty", hint="give what its scrape job is called")
    _workload(part.kubernetes, f"{at}.kubernetes")


def _workload(found: Workload | None, at: str) -> None:
    for name, port in found.other_ports.items() if found is not None else ():
        _port(port, f"{at}.other_ports.{name}")


def _jobs(pack: Platform, where: str) -> None:
    """Prometheus refuses a file with two jobs of one name."""
    owners: dict[str, str] = {}
    for key, parts in (("processes", pack.processes), ("side_processes", pack.side_processes)):
        for name, part in parts.items():
            if part.job in owners:
                raise PackError(
                    f"{where}: {key}.{name}.job: '{owners[part.job]}' has the job "
                    f"{part.job!r} already",
                    hint="give it one of its own",
                )
            owners[part.job] = name


def _apart(pack: Platform, where: str) -> None:
    """All processes may have one port in the field; the emitter is one host."""
    owners: dict[int, str] = {}
    for name, part in pack.processes.items():
        for key in _EMITTED:
            port = getattr(part, key)
            if owners.setdefault(port, name) != name:
                raise PackError(
                    f"{where}: processes.{name}.{key}: {port} is the emitter's port of "
                    f"'{owners[port]}' already",
                    hint=f"the emitter has both on one host: add {key} = …",
                )


def _probe(probe: Probe, at: str) -> None:
    _path(probe.path, f"{at}.path")
    if not probe.status:
        raise PackError(f"{at}.status: there is none", hint="leave it out for 200")
    for status in probe.status:
        if status not in _STATUSES:
            raise PackError(
                f"{at}.status: {status} is not an HTTP status", hint="they are 100 to 599"
            )


def _port(port: int, at: str) -> None:
    if not 1 <= port <= _LAST_PORT:
        raise PackError(f"{at}: {port} is not a port", hint="ports are 1 to 65535")


def _path(path: str, at: str) -> None:
    if not path.startswith("/"):
        raise PackError(f"{at}: {path!r} does not begin with /", hint=f"give '/{path}'")
