"""Level 3: a real Prometheus answers every query."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archestra_ops.grafana.ask import Asked
from archestra_ops.grafana.queries import legend_labels
from archestra_ops.packs.catalogue import TARGET_LABELS
from archestra_ops.prometheus.api import Api, Instant, Range
from archestra_ops.prometheus.results import Answer, Refused
from archestra_ops.verify.outcome import FINE, Outcome, Status
from archestra_ops.verify.progress import Progress

_AT_ONCE = 32  # queries between two steps of the progress bar


@dataclass(frozen=True)
class Answered:
    """How a query ended, and the labels that its series have."""

    outcome: Outcome
    labels: frozenset[str] = frozenset()


def answers(api: Api, asked: Sequence[Asked], progress: Progress) -> Mapping[Asked, Answered]:
    """How each query ended; the same question is asked once."""
    questions = list(dict.fromkeys(asked))
    found: dict[Asked, Answered] = {}
    for first in range(0, len(questions), _AT_ONCE):
        some = questions[first : first + _AT_ONCE]
        for question, result in zip(some, api.many([_query(q) for q in some]), strict=True):
            found[question] = Answered(_outcome(result), _labels(result))
        progress("asking every query", len(found), len(questions))
    return found


def labelled(legend: str, answer: Answered, optional: frozenset[str] = frozenset()) -> Outcome:
    """Whether series with data have what *legend* names them by; without it they are nameless.

    Those that are *optional* may be missing.
    """
    for label in legend_labels(legend):
        if label not in answer.labels | TARGET_LABELS | optional:
            return Outcome(
                Status.MISSING_LABEL,
                f"no series of the answer has the label '{label}' of the legend",
                "is it dropped or renamed on the way into Prometheus?",
            )
    return answer.outcome


def _query(asked: Asked) -> Instant | Range:
    if asked.instant:
        return Instant(expr=asked.expr, at=asked.end)
    return Range(expr=asked.expr, start=asked.start, end=asked.end, step=asked.step)


def _outcome(result: Answer | Refused) -> Outcome:
    if isinstance(result, Refused):
        return Outcome(Status.ERROR, f"Prometheus refuses it: {result.reason}")
    if not result.series:
        return Outcome(
            Status.NO_SERIES,
            "the expression gives no series over the chosen time",
            "it appears with the first such event",
        )
    if all(math.isnan(sample.value) for series in result.series for sample in series.samples):
        return Outcome(
            Status.NO_SERIES,
            "the expression gives only NaN over the chosen time",
            "nothing happened that it could divide by or take a quantile of",
        )
    return FINE


def _labels(result: Answer | Refused) -> frozenset[str]:
    if isinstance(result, Refused):
        return frozenset()
    return frozenset().union(*(series.metric for series in result.series))
