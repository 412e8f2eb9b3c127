"""Sends a test span and a test log record as the platform would, and looks for them again.

They are of a service of our own, so that no board of the platform shows them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final, Literal

from archestra_ops import __version__, otlp
from archestra_ops.checks.trace_stores import Look, Stores, Survey
from archestra_ops.errors import FetchError
from archestra_ops.http import Http, shown
from archestra_ops.packs.telemetry import Telemetry

SERVICE: Final = "archestra-ops"
NAME: Final = "ops check traces"
_BILLION = 10**9  # nanoseconds
_LASTED = 5 * 10**6  # nanoseconds that the test span says it took

Signal = Literal["traces", "logs"]


@dataclass(frozen=True, kw_only=True)
class Mark:
    """What the test span and record are found by."""

    trace: str
    span: str
    session: str

    @classmethod
    def of(cls, random: Random) -> Mark:
        """A new one."""
        return cls(
            trace=f"{random.getrandbits(128) | 1:032x}",
            span=f"{random.getrandbits(64) | 1:016x}",
            session=f"{SERVICE}-{random.getrandbits(48):012x}",
        )


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What became of a test document: an answer, or the reason why there is none."""

    url: str
    answer: otlp.Answer | None = None
    error: FetchError | None = None

    @property
    def subject(self) -> str:
        """The address as findings show it."""
        return shown(self.url)

    @property
    def accepted(self) -> bool:
        """Whether it was taken."""
        return self.answer is not None and self.answer.accepted and self.answer.otlp


@dataclass(frozen=True, kw_only=True)
class Traced:
    """All that was met. `logs` is None where the spans' endpoint could not be asked either.

    `tempo` and `loki` are where we looked again, None where no address is given or nothing was
    sent. `survey` says what else Tempo has of the platform.
    """

    settings: otlp.Settings
    telemetry: Telemetry
    spans: Sent
    logs: Sent | None = None
    tempo: Look | None = None
    loki: Look | None = None
    survey: Survey | None = None

    @property
    def looks(self) -> tuple[Look, ...]:
        """Where we looked again."""
        return tuple(look for look in (self.tempo, self.loki) if look is not None)


@dataclass(frozen=True, kw_only=True)
class Prober:
    """Sends with `http`, which has the login of the endpoint; `stores` are where to look again.

    `clock` gives unix seconds.
    """

    http: Http
    settings: otlp.Settings
    telemetry: Telemetry
    stores: Stores
    random: Random
    clock: Callable[[], float] = time.time

    def probe(self) -> Traced:
        """Send, wait, look; raises OpsError for an address that is none."""
        mark = Mark.of(self.random)
        now = self.clock()
        spans = self._send(self.settings.traces_url, _span(mark, now))
        if spans.answer is None:
            return Traced(settings=self.settings, telemetry=self.telemetry, spans=spans)
        logs = self._send(self.settings.logs_url, _record(mark, now))
        return Traced(
            settings=self.settings,
            telemetry=self.telemetry,
            spans=spans,
            logs=logs,
            tempo=self.stores.in_tempo(mark.trace) if spans.accepted else None,
            loki=self.stores.in_loki(SERVICE, mark.trace, now) if logs.accepted else None,
            survey=self.stores.survey(self.telemetry, now) if spans.accepted else None,
        )

    def _send(self, url: str, document: otlp.Json) -> Sent:
        try:
            return Sent(url=url, answer=otlp.send(self.http, url, document))
        except FetchError as error:
            return Sent(url=url, error=error)


def _scope() -> otlp.Scope:
    return otlp.Scope(
        resource={"service.name": SERVICE, "service.version": __version__}, name=SERVICE
    )


def _span(mark: Mark, now: float) -> otlp.Json:
    end = int(now * _BILLION)
    spans: Sequence[otlp.Span] = (
        otlp.Span(
            trace=mark.trace,
            id=mark.span,
            name=NAME,
            start=end - _LASTED,
            end=end,
            attributes={"session.id": mark.session},
        ),
    )
    return otlp.traces([(_scope(), spans)])


def _record(mark: Mark, now: float) -> otlp.Json:
    records = (
        otlp.LogRecord(
            time=int(now * _BILLION),
            body=f"a test record of `{NAME}`",
            trace=mark.trace,
            span=mark.span,
            attributes={
                "trace_id": mark.trace,
                "span_id": mark.span,
                "session_id": mark.session,
            },
        ),
    )
    return otlp.logs([(_scope(), records)])
