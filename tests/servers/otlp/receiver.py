"""A collector that takes OTLP over HTTP in JSON, read with OpenTelemetry's own protobuf types.

What these types do not know, or of another type, is an error of ours and fails the test.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
from google.protobuf import json_format
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import AnyValue, KeyValue
from opentelemetry.proto.logs.v1.logs_pb2 import LogRecord
from opentelemetry.proto.trace.v1.trace_pb2 import Span

# OTLP has these in hex, protobuf's own JSON in base64.
_IDS = ("traceId", "spanId", "parentSpanId")
KINDS = {1: "internal", 2: "server", 3: "client"}
ERROR = 2


@dataclass(frozen=True)
class Received:
    """A span with the service that sent it."""

    service: str
    span: Span

    @property
    def name(self) -> str:
        return self.span.name

    @property
    def kind(self) -> str:
        return KINDS[self.span.kind]

    @property
    def trace(self) -> str:
        return self.span.trace_id.hex()

    @property
    def id(self) -> str:
        return self.span.span_id.hex()

    @property
    def parent(self) -> str:
        return self.span.parent_span_id.hex()

    @property
    def failed(self) -> bool:
        return self.span.status.code == ERROR

    @property
    def attributes(self) -> dict[str, Any]:
        return attributes(self.span.attributes)


@dataclass
class Receiver:
    """Answers the exporter's requests; `answers` are given instead, one by one."""

    spans: list[Received] = field(default_factory=list)
    records: list[LogRecord] = field(default_factory=list)
    requests: list[httpx.Request] = field(default_factory=list)
    answers: list[httpx.Response] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        if self.answers:
            return self.answers.pop(0)
        return self.take(request.url.path, request.headers.get("content-type", ""), request.read())

    def take(self, path: str, content_type: str, body: bytes) -> httpx.Response:
        """Take in a document, as a collector with a pipeline for each signal does."""
        if content_type != "application/json":
            return httpx.Response(415, json={"message": f"no {content_type}"})
        document = _in_base64(json.loads(body))
        if path == "/v1/traces":
            self.spans += _spans(json_format.ParseDict(document, ExportTraceServiceRequest()))
        elif path == "/v1/logs":
            self.records += _records(json_format.ParseDict(document, ExportLogsServiceRequest()))
        else:
            return httpx.Response(404, text="404 page not found")
        return httpx.Response(200, json={"partialSuccess": {}})

    def trace(self, trace: str) -> list[Received]:
        """The spans of one trace, the root first."""
        found = [one for one in self.spans if one.trace == trace]
        return sorted(found, key=lambda one: one.span.start_time_unix_nano)


def attributes(given: list[KeyValue]) -> dict[str, Any]:
    """Attributes as plain values; one that is there twice is an error."""
    names = [one.key for one in given]
    assert len(set(names)) == len(names)
    return {one.key: _value(one.value) for one in given}


def _value(value: AnyValue) -> Any:
    kind = value.WhichOneof("value")
    if kind == "array_value":
        return [_value(one) for one in value.array_value.values]
    return getattr(value, kind)


def _spans(request: ExportTraceServiceRequest) -> Iterator[Received]:
    for resource in request.resource_spans:
        service = attributes(resource.resource.attributes)["service.name"]
        for scope in resource.scope_spans:
            yield from (Received(service, span) for span in scope.spans)


def _records(request: ExportLogsServiceRequest) -> Iterator[LogRecord]:
    for resource in request.resource_logs:
        for scope in resource.scope_logs:
            yield from scope.log_records


def _in_base64(value: Any) -> Any:
    if isinstance(value, list):
        return [_in_base64(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        name: base64.b64encode(bytes.fromhex(one)).decode() if name in _IDS else _in_base64(one)
        for name, one in value.items()
    }
