"""`ops emitter run`: ports, what is said of them, and a clean end."""

from __future__ import annotations

import shlex
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from archestra_ops import packs
from archestra_ops.cli.sending_traces import sending
from archestra_ops.emitter.endpoints import App, Endpoints
from archestra_ops.emitter.estate import simulate
from archestra_ops.emitter.scenario import what_happens
from archestra_ops.emitter.server import Server
from archestra_ops.emitter.simulation import POSTGRES, Settings
from archestra_ops.errors import OpsError
from archestra_ops.http import Secret
from archestra_ops.otlp import Settings as OtlpSettings
from archestra_ops.packs.model import Platform
from archestra_ops.packs.process import Process
from archestra_ops.packs.provider import Provider
from archestra_ops.packs.structure import did_you_mean

_TURN = 60.0  # seconds; what nobody scrapes moves on as well, or its first page would take long
_HEARD = 0.5  # seconds; a signal that comes right before a sleep is heard after it
_ROOM = 10  # columns before an address
_SENT_EVERY = 5.0  # seconds, as the platform's exporters do


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What to serve. `ports` replace the packs' own: by process, `postgres`, and those of APIs.

    The one API with a port of its own is `api`; of several each is called after its process.

    `secret_file` is where the secret came from, if it was a file. `traces` says where traces go,
    None for nowhere; `labels` are the agents' custom labels as their spans have them.
    """

    platform: Platform
    provider: Provider
    settings: Settings
    secret: Secret | None
    secret_file: Path | None
    host: str
    ports: Mapping[str, int] = field(default_factory=dict)
    traces: OtlpSettings | None = None
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class _Port:
    name: str
    number: int
    path: str
    app: App


def serve(wanted: Wanted, say: Callable[[str], None]) -> None:
    """Serve until Ctrl-C or SIGTERM; raises OpsError where a port cannot be had."""
    _refuse(wanted)
    estate = simulate(wanted.platform, (wanted.provider,), wanted.settings)
    secret = wanted.secret.reveal() if wanted.secret else ""
    endpoints = Endpoints(estate, time.time, secret)
    try:
        with ExitStack() as stack:
            urls = {}
            bound = []
            # Every port is bound before any answers: all of them, or none.
            for port in _ports(wanted, endpoints):
                server = stack.enter_context(_bound(wanted, port))
                bound.append((server, port.app))
                urls[port.name] = f"http://{server.address}{port.path}"
            seed = wanted.settings.seed
            send = stack.enter_context(sending(wanted.traces, estate, seed, wanted.labels, say))
            for server, app in bound:
                server.start(app)
            for line in _said(wanted, urls):
                say(line)
            while True:
                _rest(_TURN if wanted.traces is None else _SENT_EVERY)
                endpoints.advance()
                send(time.time())
    except KeyboardInterrupt:
        say("stopped")


def _rest(seconds: float) -> None:
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        time.sleep(min(left, _HEARD))


def _refuse(wanted: Wanted) -> None:
    """Raise OpsError for a port of what the platform does not have."""
    platform = wanted.platform
    known = [*platform.processes, *_apis(platform).values()]
    if platform.postgres:
        known.append(POSTGRES)
    for name in wanted.ports:
        if name not in known:
            raise OpsError(
                f"{platform.title} has no port called '{name}'", hint=did_you_mean(name, known)
            )


def _ports(wanted: Wanted, endpoints: Endpoints) -> Iterator[_Port]:
    platform = wanted.platform
    apis = _apis(platform)
    for name, process in {**platform.processes, **platform.silent}.items():
        if name in endpoints.estate.platform.registries:
            yield _Port(
                name=name,
                number=process.emitter_port,
                path=process.path,
                app=endpoints.process(name),
            )
        if name in apis:
            path = next((probe.path for probe in platform.probes if probe.process == name), "")
            yield _Port(
                name=apis[name],
                number=process.emitter_api_port,
                path=path or "/ready",
                app=endpoints.api(name),
            )
    if platform.postgres:
        job = wanted.provider.jobs[0]
        app = endpoints.postgres(wanted.provider.name)
        yield _Port(name=POSTGRES, number=job.port, path=job.path, app=app)


def _apis(platform: Platform) -> dict[str, str]:
    """By process, what the port is called at which it says how it is, where that has no metrics."""
    asked = {probe.process for probe in platform.probes}
    own: dict[str, Process] = {
        name: process
        for name, process in platform.processes.items()
        if process.emitter_api_port != process.emitter_port and (name in asked or not asked)
    }
    names = dict.fromkeys(own, "api") if len(own) == 1 else {name: f"{name}-api" for name in own}
    return names | {name: name for name in platform.silent if name in asked}


def _bound(wanted: Wanted, port: _Port) -> Server:
    try:
        return Server(wanted.host, wanted.ports.get(port.name, port.number))
    except OpsError as error:
        hint = f"choose another with --port {port.name}=PORT, or another address with --host"
        raise OpsError(str(error), hint=hint) from error


def _said(wanted: Wanted, urls: Mapping[str, str]) -> Iterator[str]:
    room = max(_ROOM, *(len(name) + 1 for name in urls))
    for name, url in urls.items():
        yield f"{name:{room}}{url}"
    if POSTGRES in urls and len(wanted.provider.jobs) > 1:
        yield f"{'':{room}}with the URL parameters of each job, or all of it without any"
    platform, scenario = wanted.platform, wanted.settings.scenario
    happens = what_happens(scenario, (platform, wanted.provider))
    yield f"{'scenario':{room}}{scenario}: {happens}"
    if platform.profile:
        yield f"{'profile':{room}}{platform.profile}: {platform.profiles[platform.profile].title}"
    pages = [page(name, urls[name]) for name in platform.processes if name in urls]
    if wanted.secret_file:
        pages.append(f"--secret-file {shlex.quote(str(wanted.secret_file))}")
    if own := packs.folder_of(platform.name):
        pages.append(f"--pack-dir {shlex.quote(str(own))}")
    yield f"\nlook at it: ops check metrics {' '.join([*which(platform), *pages])}"
    if wanted.secret and not wanted.secret_file:
        yield f"            with the same {wanted.platform.metrics_secret}"
    yield "stop it:    Ctrl-C"


def page(process: str, url: str) -> str:
    """The option that names the metrics page of *process*."""
    return f"--{process} {url}" if process in ("web", "worker") else f"--target {process}={url}"


def which(platform: Platform) -> list[str]:
    """The options that say which platform and profile is meant, without those of the usual one."""
    found = [] if platform.usual else ["--platform", platform.name]
    usual = platform.profile in ("", platform.default_profile)
    return found if usual else [*found, "--profile", platform.profile]
