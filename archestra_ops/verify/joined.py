"""Metrics, traces and logs together: from an exemplar to a span, and from its session to a line.

What the emitter would send is kept here instead: nothing leaves this process.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from archestra_ops import otlp
from archestra_ops.emitter.estate import Estate
from archestra_ops.emitter.events import Recorder as Listener
from archestra_ops.emitter.tracing import require, tracing
from archestra_ops.errors import ToolMissingError
from archestra_ops.findings import Case
from archestra_ops.packs.model import Platform
from archestra_ops.packs.telemetry import ExemplarLabels
from archestra_ops.prometheus.api import Api
from archestra_ops.verify.outcome import FINE, Outcome, Status
from archestra_ops.verify.report import BoardSums, Report, case

if TYPE_CHECKING:
    from archestra_ops.emitter.tracing.recorder import Recorder

GROUP = "Traces and logs"
_RECORDED = 300.0  # seconds before the end that events are recorded
_ROUNDED = 0.001  # seconds by which an exemplar's time may be later than its event


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What was sent, as far as it is asked for: spans by trace, and the sessions of log records."""

    spans: Mapping[str, Collection[str]]
    sessions: Collection[str]

    @classmethod
    def of(cls, recorder: Recorder) -> Kept:
        """All that *recorder* has recorded, unfinished turns as well.

        It may go on recording meanwhile, with every scrape, so copies are looked at.
        """
        recorder.finish()
        spans: dict[str, set[str]] = {}
        for _, span in recorder.outbox.spans.copy():
            spans.setdefault(span.trace, set()).add(span.id)
        lines = recorder.outbox.records.copy()
        sessions = {str(line.attributes.get("session_id")) for _, line in lines}
        return cls(spans=spans, sessions=sessions)


@dataclass(frozen=True, kw_only=True)
class Watch:
    """What an estate did since a moment (unix seconds), and how its exemplars tell of it."""

    recorder: Recorder
    since: float
    named: ExemplarLabels

    @classmethod
    def on(cls, estate: Estate, seed: int, until: float) -> Watch | None:
        """Watch *estate* shortly before *until*; None where nothing can be known of its traces."""
        platform = estate.platform.pack
        named = platform.exemplars
        if platform.telemetry is None or not platform.telemetry.played or named is None:
            return None
        try:
            require()
        except ToolMissingError:
            return None  # an optional part
        recorder = tracing(platform, otlp.Settings(), seed=seed, agent_labels={})
        since = until - _RECORDED
        estate.platform.recorder = _from(since, recorder)
        return cls(recorder=recorder, since=since, named=named)

    def followed(self, report: Report, platform: Platform, api: Api, now: float) -> Report:
        """*report*, and where the exemplars that *api* has stored lead to."""
        selector = f'{{__name__=~"{"|".join(_traced(platform))}"}}'
        stored = api.query_exemplars(selector, self.since, now)
        labels = [dict(one.labels) for one in stored if one.labels]
        found = follow(labels, self.named, Kept.of(self.recorder))
        sums = BoardSums(
            board=GROUP,
            ok=sum(one.status == Status.OK for one in found),
            no_series=sum(one.status == Status.NO_SERIES for one in found),
            failed=sum(not one.ok for one in found),
        )
        return replace(report, cases=(*report.cases, *found), boards=(*report.boards, sums))


def follow(exemplars: Sequence[Mapping[str, str]], named: ExemplarLabels, kept: Kept) -> list[Case]:
    """Whether *exemplars* lead to spans that were sent, and their sessions to log records.

    Those whose labels are not *named* are not asked about: without a span's id, any of its trace.
    """
    lost = [one.get(named.trace, "") for one in exemplars if not _led(one, named, kept)]
    sessions = [one[named.session] for one in exemplars if named.session in one]
    silent = [session for session in sessions if session not in kept.sessions]
    spans = case(GROUP, "an exemplar leads to a span", _outcome(exemplars, lost, "a span"))
    lines = case(GROUP, "its session has log lines", _outcome(sessions, silent, "a log record"))
    return [spans, lines] if named.session else [spans]


def _led(exemplar: Mapping[str, str], named: ExemplarLabels, kept: Kept) -> bool:
    spans = kept.spans.get(exemplar.get(named.trace, ""), ())
    return exemplar.get(named.span) in spans if named.span else bool(spans)


def _traced(platform: Platform) -> list[str]:
    """The samples that may have exemplars."""
    return [name for one in platform.metrics.values() if one.exemplars for name in one.samples]


def _outcome(asked: Sequence[object], lost: Sequence[str], what: str) -> Outcome:
    if not asked:
        return Outcome(Status.NO_SERIES, "no exemplar was stored", "is exemplar storage on?")
    if lost:
        reason = f"{len(lost)} of {len(asked)} lead to no {what.partition(' ')[2]}: '{lost[0]}'"
        return Outcome(Status.ERROR, reason, f"{what} of each event must be sent")
    return FINE


def _from(since: float, recorder: Recorder) -> Listener:
    """*recorder*, told of nothing whose exemplar is of a time before *since*."""
    return lambda happening: (
        recorder(happening) if happening.moment >= since - _ROUNDED else happening.exemplar
    )
