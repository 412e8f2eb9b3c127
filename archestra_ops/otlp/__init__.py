"""OTLP over HTTP in JSON, as the platform's exporters speak it: addresses, documents, answers."""

from archestra_ops.otlp.document import (
    Event,
    Json,
    Kind,
    LogRecord,
    Scope,
    Span,
    Value,
    logs,
    traces,
)
from archestra_ops.otlp.endpoint import DEFAULT, logs_url, traces_url
from archestra_ops.otlp.send import Answer, send
from archestra_ops.otlp.settings import ENDPOINT, Settings, from_environment

__all__ = [
    "DEFAULT",
    "ENDPOINT",
    "Answer",
    "Event",
    "Json",
    "Kind",
    "LogRecord",
    "Scope",
    "Settings",
    "Span",
    "Value",
    "from_environment",
    "logs",
    "logs_url",
    "send",
    "traces",
    "traces_url",
]
