"""What a platform sends beside metrics: spans, and log records that belong to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Span:
    """One kind of span: how it is named, its OpenTelemetry kind, and its attributes.

    `category` are the values of its `route.category`; empty where it has none.
    """

    name: str
    help: str
    kind: str
    category: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Telemetry:
    """The traces and logs of a platform.

    `services` are the values of `service.name`, the newest first. `patterns` are beginnings of
    attributes whose end is the operator's own (a custom label's key). `log_fields` are what a log
    record carries, `log_service` the label that picks its stream in Loki.
    """

    services: tuple[str, ...]
    resource: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    spans: Mapping[str, Span]
    log_service: str = ""
    log_fields: tuple[str, ...] = field(default=())

    @property
    def attributes(self) -> frozenset[str]:
        """Every attribute that some span has."""
        return frozenset(name for span in self.spans.values() for name in span.attributes)

    def knows(self, attribute: str) -> bool:
        """Whether some span can have *attribute*."""
        return attribute in self.attributes or attribute.startswith(self.patterns)
