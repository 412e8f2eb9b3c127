"""Spans and log records that wait to be sent."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from archestra_ops import otlp

_MOST = 500_000  # of each that wait, some 24 hours of them; the oldest go first
T = TypeVar("T")


def _deque() -> deque[tuple[otlp.Scope, T]]:
    return deque(maxlen=_MOST)


@dataclass(frozen=True)
class Outbox:
    """What is over and not sent yet."""

    spans: deque[tuple[otlp.Scope, otlp.Span]] = field(default_factory=_deque)
    records: deque[tuple[otlp.Scope, otlp.LogRecord]] = field(default_factory=_deque)

    def put_span(self, scope: otlp.Scope, span: otlp.Span) -> None:
        """Keep *span*."""
        self.spans.append((scope, span))

    def put_record(self, scope: otlp.Scope, record: otlp.LogRecord) -> None:
        """Keep *record*."""
        self.records.append((scope, record))


def taken(waiting: deque[tuple[otlp.Scope, T]], most: int) -> list[tuple[otlp.Scope, T]]:
    """The first *most* of what is *waiting*, taken out."""
    return [waiting.popleft() for _ in range(min(most, len(waiting)))]


def grouped(said: Iterable[tuple[otlp.Scope, T]]) -> list[tuple[otlp.Scope, Sequence[T]]]:
    """What was *said*, by who said it."""
    found: dict[tuple[str, str], tuple[otlp.Scope, list[T]]] = {}
    for scope, one in said:
        found.setdefault((scope.name, str(scope.resource)), (scope, []))[1].append(one)
    return list(found.values())
