"""What a platform sends beside metrics: spans, and log records that belong to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from archestra_ops.packs.span_play import Path, Play


@dataclass(frozen=True, kw_only=True)
class Span:
    """One kind of span: how it is named, its OpenTelemetry kind, and its attributes.

    `category` are the values of its `route.category`; empty where it has none. `events` are those
    that carry content, each with the attribute that it is in. `service` is the `service.name` that
    it comes from, the platform's first one where it is empty. `verbose` says that it is only sent
    on request. `play` is how the emitter makes it.
    """

    name: str
    help: str
    kind: str
    category: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    events: Mapping[str, str] = field(default_factory=dict)
    service: str = ""
    verbose: bool = False
    play: tuple[Play, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Older:
    """What spans of older releases are known by: attributes, with today's names, and spans."""

    attributes: Mapping[str, str] = field(default_factory=dict)
    spans: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ExemplarLabels:
    """What the labels of a platform's exemplars are called; empty is one that they do not have.

    `trace` and `span` have ids in hexadecimal, `session` has what the log records of one session
    share.
    """

    trace: str
    span: str = ""
    session: str = ""


@dataclass(frozen=True, kw_only=True)
class Telemetry:
    """The traces and logs of a platform.

    `services` are the values of `service.name`, the newest first. `patterns` are beginnings of
    attributes whose end is the operator's own (a custom label's key). `log_fields` are what a log
    record carries, `log_service` the label that picks its stream in Loki. `paths` are the ways in
    which the emitter's agents are called, `root` is the span of a turn of theirs. `label` is the
    beginning of the attributes that carry an agent's custom labels. `needs` is what must be set
    for any of it to be sent, as `VARIABLE set`.
    """

    services: tuple[str, ...]
    resource: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    spans: Mapping[str, Span]
    log_service: str = ""
    log_fields: tuple[str, ...] = field(default=())
    scope: str = ""
    older: Older = field(default_factory=Older)
    root: str = ""
    paths: tuple[Path, ...] = ()
    label: str = ""
    needs: str = ""

    @property
    def attributes(self) -> frozenset[str]:
        """Every attribute that some span has."""
        return frozenset(name for span in self.spans.values() for name in span.attributes)

    @property
    def played(self) -> bool:
        """Whether it is known with which events the spans come, so that the emitter makes them."""
        return any(span.play for span in self.spans.values())

    def knows(self, attribute: str) -> bool:
        """Whether some span can have *attribute*."""
        return attribute in self.attributes or attribute.startswith(self.patterns)
