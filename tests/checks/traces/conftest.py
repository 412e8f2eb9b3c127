"""What is found on the way of traces and logs, by what a collector and the stores answer."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import httpx
import pytest

from archestra_ops import otlp, packs
from archestra_ops.checks import report
from archestra_ops.checks.trace_probe import Prober, Traced
from archestra_ops.checks.trace_stores import Stores
from archestra_ops.findings import Finding
from tests.servers.otlp.receiver import Receiver
from tests.servers.otlp.stores import Loki, Tempo

ENDPOINT = "ARCHESTRA_OTEL_EXPORTER_OTLP_ENDPOINT"
COLLECTOR = "http://collector:4318"
NOW = 1_768_478_400.0
Answer = Callable[[httpx.Request], httpx.Response]


class Clock:
    """Time that passes only by sleeping."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def receiver() -> Receiver:
    return Receiver()


@pytest.fixture
def probed(mock_http) -> Callable[..., Traced]:
    """`probed(collector, …)` is what is met with that collector, Tempo and Loki."""

    def probe(
        collector: Answer, tempo: Answer | None = None, loki: Answer | None = None, **variables: str
    ) -> Traced:
        settings = otlp.from_environment({ENDPOINT: COLLECTOR} | variables)
        stores = {"tempo:3200": tempo, "loki:3100": loki}
        clock = Clock()

        def store(request: httpx.Request) -> httpx.Response:
            return stores[request.url.netloc.decode()](request)

        prober = Prober(
            http=mock_http(collector, headers=settings.headers),
            settings=settings,
            telemetry=packs.platform("archestra").telemetry,
            stores=Stores(
                http=mock_http(store),
                tempo="http://tempo:3200" if tempo else None,
                loki="http://loki:3100/" if loki else None,
                sleep=clock.sleep,
                clock=clock,
            ),
            random=Random(1),  # noqa: S311 - ids of a test
            clock=lambda: NOW,
        )
        return prober.probe()

    return probe


@pytest.fixture
def found(probed) -> Callable[..., list[str]]:
    """`found(collector, …)` are the findings, told."""

    def find(*answers: Answer | None, **variables: str) -> list[str]:
        return [told(one) for one in report.traces(probed(*answers, **variables)).findings]

    return find


def told(one: Finding) -> str:
    return f"{one.subject}: {one.severity} {one.check}: {one.message} ({one.hint})"


def refusing(error: Exception) -> Answer:
    """What meets *error* whatever is asked."""

    def answer(_request: httpx.Request) -> httpx.Response:
        raise error

    return answer


__all__ = ["COLLECTOR", "ENDPOINT", "Loki", "Receiver", "Tempo"]
