"""A Prometheus of our own that has scraped the reference emitter for an hour.

The hour is backfilled; then it goes on scraping the emitter's ports with the scrape config that
we render, so that the config is proven with the boards.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from archestra_ops.emitter.endpoints import Endpoints
from archestra_ops.emitter.estate import Estate, databases_of
from archestra_ops.emitter.history import moments, record
from archestra_ops.emitter.openmetrics import openmetrics
from archestra_ops.emitter.server import Server
from archestra_ops.errors import UnavailableError
from archestra_ops.http import Http, Limits
from archestra_ops.packs.model import Platform
from archestra_ops.packs.provider import Provider
from archestra_ops.prometheus import promtool, scrape
from archestra_ops.prometheus.api import Api
from archestra_ops.prometheus.scratch import scratch
from archestra_ops.prometheus.server import PrometheusServer
from archestra_ops.verify.progress import Progress

HISTORY = 3600.0  # seconds
INTERVAL = 15.0  # seconds between two samples of the history
# Seconds, also of a scrape's patience: what one misses is gone from the answers at that moment.
_LIVE_INTERVAL = 3.0
_HOST = "127.0.0.1"
_STARTS = 60.0  # seconds until Prometheus must be ready
_PATIENCE = 60.0  # seconds until every target must have been scraped
_ANSWERS = 60.0  # seconds that Prometheus may take for an answer
_PAUSE = 0.1

MakeEstate = Callable[[float, float], Estate]
"""Makes the estate to look at from its start (unix seconds) and step (seconds)."""


@contextmanager
def laboratory(
    platform: Platform, providers: Sequence[Provider], make: MakeEstate, progress: Progress
) -> Iterator[Api]:
    """The API of the Prometheus, once every target is up; it is all taken down again.

    Raises ToolMissingError without Prometheus or promtool, UnavailableError where a target does
    not come up.
    """
    with ExitStack() as stack:
        folder = stack.enter_context(scratch("ops-verify-"))
        http = stack.enter_context(Http(Limits(seconds=_ANSWERS)))
        providers = databases_of(platform, providers)
        names = (*platform.processes, *(provider.name for provider in providers))
        servers = {name: stack.enter_context(Server(_HOST, 0)) for name in names}
        addresses = {name: server.address for name, server in servers.items()}
        now = time.time() // INTERVAL * INTERVAL
        estate = make(now - HISTORY, INTERVAL)
        data = folder / "data"
        _backfill(estate, addresses, now, data, progress)
        _serve(estate, servers)
        config = scrape.render(_request(platform, providers, addresses))
        prometheus = stack.enter_context(
            PrometheusServer(config, folder, data=data, seconds=_STARTS)
        )
        api = Api(http, prometheus.url)
        _wait(api, len(estate.targets(addresses)), now, progress)
        yield api


def _backfill(
    estate: Estate, addresses: Mapping[str, str], now: float, data: Path, progress: Progress
) -> None:
    times = moments(now, HISTORY, INTERVAL)
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        progress("simulating an hour", done, len(times))

    history = record(estate, estate.targets(addresses), times, step)
    file = data.with_suffix(".openmetrics")
    with file.open("w", encoding="utf-8") as out:
        out.writelines(openmetrics(history))
    progress("storing the hour", 0, 1)
    promtool.create_blocks(file, data)
    file.unlink()
    progress("storing the hour", 1, 1)


def _serve(estate: Estate, servers: Mapping[str, Server]) -> None:
    endpoints = Endpoints(estate, time.time)
    for name, server in servers.items():
        of_provider = name in estate.providers
        server.start(endpoints.postgres(name) if of_provider else endpoints.process(name))


def _request(
    platform: Platform, providers: Sequence[Provider], addresses: Mapping[str, str]
) -> scrape.ScrapeRequest:
    return scrape.ScrapeRequest(
        platform=platform,
        providers=tuple(providers),
        targets={name: (address,) for name, address in addresses.items()},
        interval=_LIVE_INTERVAL,
        full=True,
    )


def _wait(api: Api, expected: int, since: float, progress: Progress) -> None:
    """Wait until scrapes of *expected* targets are stored that were made after *since*.

    A target is told to be up before what was scraped of it can be asked for.
    """
    deadline = time.monotonic() + _PATIENCE
    while True:
        up = _scraped(api, since)
        progress("waiting for every target", up, expected)
        if up >= expected:
            return
        if time.monotonic() > deadline:
            raise UnavailableError(
                f"not every target came up within {_PATIENCE:.0f} s: {_missing(api)}",
                hint="is the machine overloaded?",
            )
        time.sleep(_PAUSE)


def _scraped(api: Api, since: float) -> int:
    """How many targets are up by a sample that is younger than *since* (unix seconds)."""
    found = api.query(f"count(up == 1 and timestamp(up) > {since:.0f})", time.time()).series
    return round(found[0].samples[-1].value) if found else 0


def _missing(api: Api) -> str:
    """What is not up, for a message."""
    targets = api.targets()
    down = next((target for target in targets if target.health != "up"), None)
    if down is not None:
        return f"'{down.url}': {down.error or 'not scraped'}"
    return "what was scraped is not stored" if targets else "no target at all"
