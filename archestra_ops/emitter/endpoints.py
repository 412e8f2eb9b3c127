"""What the emitter's ports answer: the platform's own paths, bodies and refusals.

A platform whose pack has probes has these paths beside its metrics. One without has those of
Archestra. Sources: its documentation and release v1.3.15: bearer rule, 401 bodies, `/health` and
`/ready` of web and worker. Content types as the client libraries send them.
"""

from __future__ import annotations

import hmac
import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from threading import Lock

from archestra_ops import exposition
from archestra_ops.emitter.estate import Estate
from archestra_ops.emitter.history import SLOW
from archestra_ops.emitter.registry import Params
from archestra_ops.emitter.simulation import POSTGRES, Simulation
from archestra_ops.packs.model import Pack, Platform
from archestra_ops.packs.process import Probe
from archestra_ops.packs.provider import Provider

JSON = "application/json; charset=utf-8"
TEXT = "text/plain; charset=utf-8"

# The emitter is no release of the platform and does not claim to be one.
VERSION = "0.0.0-emitter"
_BEARER = "Bearer "
_NOBODY = ("down", "not scraped")  # who does not scrape finds nobody either
_END = "# EOF\n"
# What the platform's client library prints after an exemplar that was too long: no scraper
# takes it.
_BROKEN = f"page_is_broken_total 1 # {{}} +Inf undefined\n{_END}"
_READING = ("GET", "HEAD")


@dataclass(frozen=True)
class Request:
    """A request, as far as an answer depends on it; *authorization* is the header of that name."""

    method: str
    path: str
    params: Params = field(default_factory=dict)
    authorization: str = ""


@dataclass(frozen=True)
class Answer:
    """A response: status, content type, body."""

    status: int
    content_type: str
    body: bytes


_GONE = Answer(503, TEXT, b"down\n")

App = Callable[[Request], Answer]
"""What answers on a port."""


@dataclass(frozen=True)
class Endpoints:
    """What every port answers, over one estate; *clock* gives unix seconds.

    *wait* (seconds) is what a slow page takes its time with.
    """

    estate: Estate
    clock: Callable[[], float]
    secret: str = ""
    wait: Callable[[float], object] = time.sleep
    lock: Lock = field(default_factory=Lock)

    def advance(self) -> None:
        """Move everything on to this moment."""
        with self.lock:
            self.estate.advance(self.clock())

    def process(self, name: str) -> App:
        """The port on which the process called *name* has its metrics."""
        pack = self.estate.platform.pack
        process = pack.processes[name]
        if pack.probes:
            shared = process.emitter_api_port == process.emitter_port
            return self._probed(name, {process.path: self._metrics(name)}, with_probes=shared)
        fine = _fixed({"status": "ok"})
        routes = {process.path: self._metrics(name), "/health": fine}
        if process.api_port == process.port:
            routes["/ready"] = fine
        return self._while_up(self.estate.platform, name, _by_path(routes, _no_route))

    def api(self, name: str = "") -> App:
        """The API of a process that has its metrics on a port of their own, or none at all.

        *name* is the process whose probes are to be answered there.
        """
        if self.estate.platform.pack.probes:
            return self._probed(name, {}, with_probes=True)
        health = {"name": self.estate.platform.pack.title, "status": "ok", "version": VERSION}
        ready = health | {"database": "connected", "sandbox": "ready"}
        routes = {"/health": _fixed(health), "/ready": _fixed(ready)}
        first = next(iter(self.estate.platform.pack.processes))
        return self._while_up(self.estate.platform, first, _by_path(routes, _no_route))

    def _probed(self, name: str, routes: Mapping[str, App], *, with_probes: bool) -> App:
        probes = self.estate.platform.pack.probes if with_probes else ()
        own = {
            path: app for probe in probes if probe.process == name for path, app in _probe(probe)
        }
        return self._while_up(self.estate.platform, name, _by_path(own | {**routes}, _not_found))

    def postgres(self, name: str) -> App:
        """The exporter of the provider called *name*: its jobs' paths, chosen by parameters."""
        simulation = self.estate.providers[name]

        def metrics(request: Request) -> Answer:
            return self._page(simulation, POSTGRES, request.params)

        paths = {job.path: metrics for job in simulation.pack.jobs}
        return self._while_up(simulation, POSTGRES, _by_path(paths, _not_found))

    def _while_up(self, simulation: Simulation[Pack], home: str, app: App) -> App:
        """*app* while something answers at all."""

        def answer(request: Request) -> Answer:
            with self.lock:
                simulation.advance(self.clock())
                condition = simulation.condition(home)
            return _GONE if condition in _NOBODY else app(request)

        return answer

    def _metrics(self, home: str) -> App:
        def metrics(request: Request) -> Answer:
            refused = self._refused(request.authorization)
            if refused:
                return _json(401, {"error": f"Unauthorized: {refused}"})
            return self._page(self.estate.platform, home, {})

        return metrics

    def _page(self, simulation: Simulation[Pack], home: str, params: Params) -> Answer:
        with self.lock:
            simulation.advance(self.clock())
            text = page(simulation, home, params)
            condition = simulation.condition(home)
        if condition == "slow":
            self.wait(SLOW)
        if condition == "rejected":
            text = text.removesuffix(_END) + _BROKEN
        return Answer(200, page_format(simulation).content_type, text.encode())

    def _refused(self, authorization: str) -> str:
        """Why a request for metrics is refused; empty where it is not."""
        if not self.secret:
            return ""
        if not authorization.startswith(_BEARER):
            return "Bearer token required"
        # A header comes as Latin-1, whatever it was meant to be.
        token = authorization.removeprefix(_BEARER).encode("latin-1")
        return "" if hmac.compare_digest(token, self.secret.encode()) else "Invalid token"


def page(simulation: Simulation[Pack], home: str, params: Params | None = None) -> str:
    """The page of one process as its real exporter would print it to a scrape with *params*."""
    families = simulation.registries[home].families(params, timestamp=simulation.sampled_at)
    return "".join(exposition.write(families, format=page_format(simulation)))


def page_format(simulation: Simulation[Pack]) -> exposition.Format:
    """The format of its pages, as the pack says."""
    pack = simulation.pack
    classic = isinstance(pack, Platform | Provider) and pack.page == "text"
    return exposition.Format.CLASSIC if classic else exposition.Format.OPENMETRICS


def _by_path(routes: Mapping[str, App], otherwise: App) -> App:
    def answer(request: Request) -> Answer:
        route = routes.get(request.path) if request.method in _READING else None
        return (route or otherwise)(request)

    return answer


def _probe(probe: Probe) -> Iterator[tuple[str, App]]:
    """The path of *probe*, with a good answer."""
    try:
        json.loads(probe.answer)
    except ValueError:
        kind = TEXT
    else:
        kind = JSON
    answer = Answer(probe.status[0], kind, probe.answer.encode())
    yield probe.path.partition("?")[0], lambda _request: answer


def _fixed(body: Mapping[str, str]) -> App:
    answer = _json(200, body)
    return lambda _request: answer


def _no_route(request: Request) -> Answer:
    """What the platform's web framework says of what it does not have."""
    message = f"Route {request.method}:{request.path} not found"
    return _json(404, {"message": message, "error": "Not Found", "statusCode": 404})


def _not_found(_request: Request) -> Answer:
    """What an exporter in Go says of what it does not have."""
    return Answer(404, TEXT, b"404 page not found\n")


def _json(status: int, body: Mapping[str, object]) -> Answer:
    return Answer(status, JSON, json.dumps(body, separators=(",", ":")).encode())
