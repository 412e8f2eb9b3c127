"""Spans and log records as OTLP's JSON: https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding.

Ids are in hex there, and numbers of 64 bits are texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

Value = str | bool | int | float | Sequence[str]
Json = dict[str, Any]
Kind = Literal["internal", "server", "client", "producer", "consumer"]
Level = Literal["info", "warn", "error"]

_KINDS: Final[dict[Kind, int]] = {
    "internal": 1,
    "server": 2,
    "client": 3,
    "producer": 4,
    "consumer": 5,
}
_LEVELS: Final[dict[Level, int]] = {"info": 9, "warn": 13, "error": 17}
_OK, _ERROR = 1, 2
_SAMPLED = 1  # of the flags


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened during a span; `time` in unix nanoseconds, as every time here."""

    name: str
    time: int
    attributes: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Span:
    """A span that has ended. Ids are in hex; `parent` is empty for the root of a trace.

    `error` is what its status says, None where all went well.
    """

    trace: str
    id: str
    parent: str = ""
    name: str
    kind: Kind = "internal"
    start: int
    end: int
    attributes: Mapping[str, Value] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    error: str | None = None


@dataclass(frozen=True, kw_only=True)
class LogRecord:
    """One line of a log, with the span that it was written in."""

    time: int
    level: Level = "info"
    body: str
    trace: str
    span: str
    attributes: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Who says it: the attributes of the resource, and the name of the library that records."""

    resource: Mapping[str, Value]
    name: str


def traces(said: Iterable[tuple[Scope, Sequence[Span]]]) -> Json:
    """The request that brings spans to a collector."""
    return {
        "resourceSpans": [
            {
                "resource": {"attributes": _attributes(scope.resource)},
                "scopeSpans": [{"scope": {"name": scope.name}, "spans": [_span(s) for s in spans]}],
            }
            for scope, spans in said
        ]
    }


def logs(said: Iterable[tuple[Scope, Sequence[LogRecord]]]) -> Json:
    """The request that brings log records to a collector."""
    return {
        "resourceLogs": [
            {
                "resource": {"attributes": _attributes(scope.resource)},
                "scopeLogs": [
                    {"scope": {"name": scope.name}, "logRecords": [_record(r) for r in records]}
                ],
            }
            for scope, records in said
        ]
    }


def _span(span: Span) -> Json:
    status: Json = {"code": _OK}
    if span.error is not None:
        status = {"code": _ERROR} | ({"message": span.error} if span.error else {})
    made: Json = {
        "traceId": span.trace,
        "spanId": span.id,
        "name": span.name,
        "kind": _KINDS[span.kind],
        "startTimeUnixNano": str(span.start),
        "endTimeUnixNano": str(span.end),
        "attributes": _attributes(span.attributes),
        "events": [
            {
                "name": event.name,
                "timeUnixNano": str(event.time),
                "attributes": _attributes(event.attributes),
            }
            for event in span.events
        ],
        "status": status,
    }
    return made | ({"parentSpanId": span.parent} if span.parent else {})


def _record(record: LogRecord) -> Json:
    return {
        "timeUnixNano": str(record.time),
        "observedTimeUnixNano": str(record.time),
        "severityNumber": _LEVELS[record.level],
        "severityText": record.level,
        "body": {"stringValue": record.body},
        "attributes": _attributes(record.attributes),
        "flags": _SAMPLED,
        "traceId": record.trace,
        "spanId": record.span,
    }


def _attributes(values: Mapping[str, Value]) -> list[Json]:
    return [{"key": key, "value": _value(value)} for key, value in values.items()]


def _value(value: Value) -> Json:
    if isinstance(value, str):
        return {"stringValue": value}
    if isinstance(value, bool):  # before int, of which it is one
        return {"boolValue": value}
    if isinstance(value, int):
        return {"intValue": str(value)}
    if isinstance(value, float):
        return {"doubleValue": value}
    return {"arrayValue": {"values": [_value(item) for item in value]}}
