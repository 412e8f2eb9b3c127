"""One sample line, read exactly: every form that the formats allow, every fault named."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from archestra_ops.exposition.format import Format
from archestra_ops.exposition.labels import read_labels
from archestra_ops.exposition.problems import Kind, LineError
from archestra_ops.exposition.text import METRIC_NAME, number, show


class Exemplar(NamedTuple):
    """One observation behind a sample: its labels (trace and span), value, time in seconds."""

    labels: dict[str, str]
    value: float
    timestamp: float | None


class Sample(NamedTuple):
    """One line of a page: time in seconds whatever the format, 1-based line number."""

    name: str
    labels: dict[str, str]
    value: float
    timestamp: float | None
    exemplar: Exemplar | None
    line: int


_NAME = re.compile(rf"({METRIC_NAME})(\{{)?")
_CLASSIC_NAME = re.compile(rf"(?:({METRIC_NAME})[ \t]*)?(\{{)?")
_EXEMPLAR = " # {"
_MILLISECONDS = re.compile(r"[0-9]{1,18}")


def read_sample(text: str, line: int, form: Format) -> Sample:
    """Read the sample on line number *line*; LineError where there is none."""
    name, labels, at = _series(text, form)
    read_rest = _read_classic if form is Format.CLASSIC else _read_openmetrics
    value, timestamp, exemplar = read_rest(text, at)
    return Sample(name, labels, value, timestamp, exemplar, line)


def _series(text: str, form: Format) -> tuple[str, dict[str, str], int]:
    """The metric name, the labels and where they end."""
    if form is Format.CLASSIC:
        found = _CLASSIC_NAME.match(text)
    else:
        found = _NAME.match(text) or re.match(r"()(\{)", text)
    if found is None or not found[0]:
        raise LineError(
            Kind.SYNTAX,
            f"line begins with {show(text[:20])}, not with a metric name",
            "a metric name has letters, digits, '_' and ':', and does not begin with a digit",
        )
    if not found[2]:
        return found[1], {}, found.end()
    labels, at, quoted_name = read_labels(text, found.end(), form)
    if found[1] and quoted_name:
        raise LineError(Kind.SYNTAX, f"a second metric name, {show(quoted_name)}, in the braces")
    name = found[1] or quoted_name
    if not name:
        raise LineError(Kind.SYNTAX, "no metric name, neither before the braces nor in them")
    return name, labels, at


def _read_classic(text: str, at: int) -> tuple[float, float | None, None]:
    fields = re.split(r"[ \t]+", text[at:].strip(" \t"))
    if "#" in fields:
        raise LineError(
            Kind.EXEMPLAR,
            "exemplar in the classic format: Prometheus drops the whole page",
            "serve it as application/openmetrics-text, or without exemplars",
        )
    _one_or_two(fields, "the metric")
    value = number(fields[0], "value")
    if len(fields) == 1:
        return value, None, None
    if not _MILLISECONDS.fullmatch(fields[1]):
        raise LineError(
            Kind.SYNTAX,
            f"timestamp {show(fields[1])} is not a whole number of milliseconds",
            "the classic format has milliseconds since 1970, and none before",
        )
    return value, int(fields[1]) / 1000, None


def _one_or_two(fields: list[str], before: str) -> None:
    if not fields[0]:
        raise LineError(Kind.SYNTAX, f"no value after {before}")
    if len(fields) > 2:  # noqa: PLR2004 - a value and a timestamp
        raise LineError(Kind.SYNTAX, f"{show(fields[2])} stands after the timestamp")


def _read_openmetrics(text: str, at: int) -> tuple[float, float | None, Exemplar | None]:
    start = text.find(_EXEMPLAR, at)
    value, timestamp = _fields(text[at:] if start < 0 else text[at:start], "the metric")
    exemplar = None if start < 0 else _read_exemplar(text, start + len(_EXEMPLAR))
    return value, timestamp, exemplar


def _fields(text: str, before: str) -> tuple[float, float | None]:
    """Value and time in seconds, each behind exactly one space."""
    fields = text[1:].split(" ") if text.startswith(" ") else [""]
    _one_or_two(fields, before)
    value = number(fields[0], "value")
    return value, _seconds(fields[1]) if len(fields) > 1 else None


def _seconds(text: str) -> float:
    seconds = number(text, "timestamp")
    if not math.isfinite(seconds):
        raise LineError(Kind.SYNTAX, f"timestamp {show(text)} is not a time")
    return seconds


def _read_exemplar(text: str, at: int) -> Exemplar:
    try:
        labels, at, lonely = read_labels(text, at, Format.OPENMETRICS)
        value, timestamp = _fields(
            "" if lonely else text[at:], show(lonely) if lonely else "labels"
        )
    except LineError as error:
        raise LineError(
            Kind.EXEMPLAR,
            f"broken exemplar, {error}: Prometheus drops the whole page",
            "prom-client prints '# {} +Inf undefined' once it has refused an exemplar of more than "
            "128 characters: shorten what goes into its labels, such as the session id",
        ) from error
    return Exemplar(labels, value, timestamp)
