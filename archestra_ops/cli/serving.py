"""`ops emitter run`: ports, what is said of them, and a clean end."""

from __future__ import annotations

import shlex
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from archestra_ops.cli.reading import SECRET_VARIABLE
from archestra_ops.cli.sending_traces import sending
from archestra_ops.cli.signals import terminable
from archestra_ops.emitter.endpoints import App, Endpoints
from archestra_ops.emitter.estate import simulate
from archestra_ops.emitter.scenario import what_happens
from archestra_ops.emitter.server import Server
from archestra_ops.emitter.simulation import POSTGRES, Settings
from archestra_ops.errors import OpsError
from archestra_ops.http import Secret
from archestra_ops.otlp import Settings as OtlpSettings
from archestra_ops.packs.model import Platform
from archestra_ops.packs.provider import Provider

_TURN = 60.0  # seconds; what nobody scrapes moves on as well, or its first page would take long
_SENT_EVERY = 5.0  # seconds, as the platform's exporters do


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What to serve. `ports` replace the packs' own, by process, and `api` and `postgres`.

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
    estate = simulate(wanted.platform, (wanted.provider,), wanted.settings)
    secret = wanted.secret.reveal() if wanted.secret else ""
    endpoints = Endpoints(estate, time.time, secret)
    try:
        with terminable(), ExitStack() as stack:
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
                time.sleep(_TURN if wanted.traces is None else _SENT_EVERY)
                endpoints.advance()
                send(time.time())
    except KeyboardInterrupt:
        say("stopped")


def _ports(wanted: Wanted, endpoints: Endpoints) -> Iterator[_Port]:
    for name, process in wanted.platform.processes.items():
        if name in endpoints.estate.platform.registries:
            yield _Port(
                name=name,
                number=process.emitter_port,
                path=process.path,
                app=endpoints.process(name),
            )
        if process.emitter_api_port != process.emitter_port:
            yield _Port(
                name="api", number=process.emitter_api_port, path="/ready", app=endpoints.api()
            )
    job = wanted.provider.jobs[0]
    yield _Port(
        name=POSTGRES,
        number=job.port,
        path=job.path,
        app=endpoints.postgres(wanted.provider.name),
    )


def _bound(wanted: Wanted, port: _Port) -> Server:
    try:
        return Server(wanted.host, wanted.ports.get(port.name, port.number))
    except OpsError as error:
        hint = f"choose another with --{port.name}-port, or another address with --host"
        raise OpsError(str(error), hint=hint) from error


def _said(wanted: Wanted, urls: Mapping[str, str]) -> Iterator[str]:
    for name, url in urls.items():
        yield f"{name:9} {url}"
    if len(wanted.provider.jobs) > 1:
        yield f"{'':9} with the URL parameters of each job, or all of it without any"
    scenario = wanted.settings.scenario
    yield f"{'scenario':9} {scenario}: {what_happens(scenario, (wanted.platform, wanted.provider))}"
    pages = [f"--{name} {urls[name]}" for name in wanted.platform.processes if name in urls]
    if wanted.secret_file:
        pages.append(f"--secret-file {shlex.quote(str(wanted.secret_file))}")
    yield f"\nlook at it: ops check metrics {' '.join(pages)}"
    if wanted.secret and not wanted.secret_file:
        yield f"            with the same {SECRET_VARIABLE}"
    yield "stop it:    Ctrl-C"
