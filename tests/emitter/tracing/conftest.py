"""Five minutes of the platform at noon, with all that it sent; once for all who look at it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import httpx
import pytest
from prometheus_client.samples import Exemplar

from archestra_ops import otlp, packs
from archestra_ops.emitter.estate import Estate, simulate
from archestra_ops.emitter.events import Happening
from archestra_ops.emitter.simulation import Settings
from archestra_ops.emitter.tracing import tracing
from archestra_ops.emitter.tracing.exporting import Exporter
from archestra_ops.emitter.tracing.recorder import Recorder
from archestra_ops.http import Http
from tests.servers.otlp.receiver import Receiver

START = 1_768_478_400.0  # 2026-01-15T12:00:00Z
LENGTH = 300.0  # seconds
LABELS = {"team": "sre"}
ARCHESTRA = packs.platform("archestra")


@dataclass(frozen=True)
class Played:
    """What was received, and what was on the pages at the end."""

    receiver: Receiver
    estate: Estate

    @property
    def exemplars(self) -> list[Mapping[str, str]]:
        """The exemplars of events since the start that lead to a span."""
        return [
            cell.exemplar.labels
            for registry in self.estate.platform.registries.values()
            for exposed in registry.metrics.values()
            for series in exposed.series.values()
            for cell in series.cells()
            if cell.exemplar and cell.exemplar.labels and cell.exemplar.timestamp >= START
        ]


def play(*variables: Mapping[str, str], scenario: str = "steady") -> list[Played]:
    """Play the platform once, and export all of it to a receiver for each of the *variables*."""
    every = [
        otlp.from_environment({f"ARCHESTRA_OTEL_{name}": text for name, text in given.items()})
        for given in variables
    ]
    estate = simulate(
        ARCHESTRA,
        (),
        Settings(seed=1, start=START, scenario=scenario, agent_labels=LABELS),
    )
    recorders = [tracing(ARCHESTRA, one, seed=1, agent_labels=LABELS) for one in every]
    estate.platform.recorder = partial(told, recorders)
    estate.advance(START + LENGTH / 2)
    for recorder in recorders:
        recorder.advance(START + LENGTH / 2)
    estate.advance(START + LENGTH)
    return [
        Played(received(recorder, settings), estate)
        for recorder, settings in zip(recorders, every, strict=True)
    ]


def told(recorders: Sequence[Recorder], happening: Happening) -> Exemplar | None:
    """What the first of them says, after all have been told."""
    first, *_ = [one(happening) for one in recorders]
    return first


def received(recorder: Recorder, settings: otlp.Settings) -> Receiver:
    """What arrives of all that *recorder* has recorded."""
    recorder.finish()
    receiver = Receiver()
    with Http(transport=httpx.MockTransport(receiver)) as http:
        assert Exporter(http, settings, pytest.fail).send(recorder.outbox)
    return receiver


@pytest.fixture(scope="session")
def variants() -> list[Played]:
    return play(
        {},
        {"VERBOSE_TRACING": "true", "CAPTURE_CONTENT": "false"},
        {"CONTENT_MAX_LENGTH": "5", "TRACES_SAMPLE_RATE": "0.5"},
    )


@pytest.fixture(scope="session")
def steady(variants) -> Played:
    return variants[0]


@pytest.fixture(scope="session")
def verbose(variants) -> Played:
    return variants[1]


@pytest.fixture(scope="session")
def reduced(variants) -> Played:
    """A half of the traces, with little content."""
    return variants[2]
