"""The OpenTelemetry SDK, told which ids and times a span has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.id_generator import IdGenerator
from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased
from opentelemetry.trace import Span, SpanKind, Status, StatusCode, Tracer, set_span_in_context

from archestra_ops import otlp
from archestra_ops.emitter.tracing.filling import Filled

Sink = Callable[[otlp.Scope, otlp.Span], None]


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a span is: ids in hex, `start` and `end` in unix nanoseconds."""

    trace: str
    id: str
    start: int
    end: int


class Tracers:
    """A tracer for each service; what has ended and is sampled goes to *sink*.

    Sampled is a *share* of all traces, as the platform's `ParentBased(TraceIdRatioBased)` does it.
    """

    def __init__(self, scope: str, version: str, share: float, sink: Sink) -> None:
        self._scope = scope
        self._version = version
        self._sampler = ParentBased(TraceIdRatioBased(share))
        self._sink = sink
        self._ids = _Ids()
        self._tracers: dict[str, Tracer] = {}

    def record(
        self, service: str, kind: str, filled: Filled, place: Place, parent: Span | None = None
    ) -> Span:
        """Record a span that is over, below *parent* or as the root of its trace."""
        self._ids.place = place
        span = self._tracer(service).start_span(
            filled.name,
            context=set_span_in_context(parent) if parent else None,
            kind=SpanKind[kind.upper()],
            attributes=dict(filled.attributes),
            start_time=place.start,
        )
        for number, (name, attributes) in enumerate(filled.events.items()):
            # What goes in is there at the start, what comes out at the end.
            span.add_event(name, dict(attributes), place.end if number else place.start)
        if filled.error is None:
            span.set_status(Status(StatusCode.OK))
        else:
            span.set_status(Status(StatusCode.ERROR, filled.error))
        span.end(place.end)
        return span

    def scope(self, service: str) -> otlp.Scope:
        """Who says it, for the log records of *service*."""
        return otlp.Scope(resource=self._resource(service), name=self._scope)

    def _resource(self, service: str) -> Mapping[str, str]:
        return {"service.name": service, "service.version": self._version}

    def _tracer(self, service: str) -> Tracer:
        if service not in self._tracers:
            provider = TracerProvider(
                sampler=self._sampler,
                resource=Resource(self._resource(service)),
                shutdown_on_exit=False,
                id_generator=self._ids,
            )
            provider.add_span_processor(_Collector(self.scope(service), self._sink))
            self._tracers[service] = provider.get_tracer(self._scope)
        return self._tracers[service]


class _Ids(IdGenerator):
    """Gives the next span the ids of `place`."""

    place: Place

    def generate_trace_id(self) -> int:
        return int(self.place.trace, 16)

    def generate_span_id(self) -> int:
        return int(self.place.id, 16)


class _Collector(SpanProcessor):
    def __init__(self, scope: otlp.Scope, sink: Sink) -> None:
        self._scope = scope
        self._sink = sink

    def on_end(self, span: ReadableSpan) -> None:
        self._sink(self._scope, _plain(span))


def _plain(span: ReadableSpan) -> otlp.Span:
    context = span.get_span_context()
    if context is None:  # only the type says that it may be
        raise AssertionError
    failed = span.status.status_code is StatusCode.ERROR
    return otlp.Span(
        trace=f"{context.trace_id:032x}",
        id=f"{context.span_id:016x}",
        parent=f"{span.parent.span_id:016x}" if span.parent else "",
        name=span.name,
        kind=_KINDS[span.kind],
        start=span.start_time or 0,
        end=span.end_time or 0,
        attributes=_values(span.attributes),
        events=tuple(
            otlp.Event(name=event.name, time=event.timestamp, attributes=_values(event.attributes))
            for event in span.events
        ),
        error=(span.status.description or "") if failed else None,
    )


_KINDS: Mapping[SpanKind, otlp.Kind] = {
    SpanKind.INTERNAL: "internal",
    SpanKind.SERVER: "server",
    SpanKind.CLIENT: "client",
    SpanKind.PRODUCER: "producer",
    SpanKind.CONSUMER: "consumer",
}


def _values(given: Mapping[str, object] | None) -> dict[str, otlp.Value]:
    return {
        name: value
        if isinstance(value, str | bool | int | float)
        else tuple(map(str, _list(value)))
        for name, value in (given or {}).items()
    }


def _list(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else (value,)
