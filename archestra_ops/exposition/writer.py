"""Writes a metrics page exactly as the client libraries of the real platforms print it.

OpenMetrics is prom-client 15 (Node), classic is client_golang; both as captured from real programs.
prometheus_client's own writer differs from both: `le="1.0"`, `_created`, `# UNIT`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Protocol, SupportsFloat

from archestra_ops.errors import ExpositionError
from archestra_ops.exposition.families import bound_label
from archestra_ops.exposition.format import Format
from archestra_ops.exposition.metadata import TYPES
from archestra_ops.exposition.numbers import go, javascript
from archestra_ops.exposition.text import escape, escape_help, is_plain_metric, label_name


class WritableExemplar(Protocol):
    """What is written of an exemplar; the timestamp in seconds."""

    @property
    def labels(self) -> Mapping[str, str]: ...  # noqa: D102 - the class says it
    @property
    def value(self) -> float: ...  # noqa: D102
    @property
    def timestamp(self) -> SupportsFloat | None: ...  # noqa: D102


class WritableSample(Protocol):
    """What is written of a sample; the timestamp in seconds."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def labels(self) -> Mapping[str, str]: ...  # noqa: D102
    @property
    def value(self) -> float: ...  # noqa: D102
    @property
    def timestamp(self) -> SupportsFloat | None: ...  # noqa: D102
    @property
    def exemplar(self) -> WritableExemplar | None: ...  # noqa: D102


class WritableFamily(Protocol):
    """What is written of a family: prometheus_client's `Metric` is one."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def documentation(self) -> str: ...  # noqa: D102
    @property
    def type(self) -> str: ...  # noqa: D102
    @property
    def samples(self) -> Iterable[WritableSample]: ...  # noqa: D102


def write(families: Iterable[WritableFamily], *, format: Format) -> Iterator[str]:  # noqa: A002 - the word for it
    """Write the page, line by line; ExpositionError for a type that the format has not.

    `_created` samples are left out, as neither library prints them. OpenMetrics declares a family
    without samples, classic does not; classic has no exemplars.
    """
    if format is Format.CLASSIC:
        for family in families:
            yield from _classic(family)
        return
    for family in families:
        yield from _openmetrics(family)
    yield "# EOF\n"


def _openmetrics(family: WritableFamily) -> Iterator[str]:
    counter = family.type == "counter"
    name = family.name.removesuffix("_total") if counter else family.name
    kind = "unknown" if family.type == "untyped" else family.type
    yield from _head(name, kind, family.documentation)
    for sample in _printed(family):
        own = sample.name if not counter else f"{sample.name.removesuffix('_total')}_total"
        bound = _bound(family, sample, javascript)
        others = {name: value for name, value in sample.labels.items() if name not in bound}
        line = f"{_series(own, bound | others)} {javascript(float(sample.value))}"
        if sample.timestamp is not None:
            line += f" {javascript(float(sample.timestamp))}"
        yield line + _exemplar(sample.exemplar) + "\n"


def _exemplar(exemplar: WritableExemplar | None) -> str:
    if exemplar is None:
        return ""
    text = f" # {{{_labels(exemplar.labels)}}} {javascript(float(exemplar.value))}"
    if exemplar.timestamp is not None:
        text += f" {javascript(float(exemplar.timestamp))}"
    return text


# What the classic format calls the types that only OpenMetrics has.
_CLASSIC_TYPES = {name: name for name in TYPES[Format.CLASSIC]} | {
    "unknown": "untyped",
    "info": "gauge",
    "stateset": "gauge",
}


def _classic(family: WritableFamily) -> Iterator[str]:
    kind = _CLASSIC_TYPES.get(family.type)
    if kind is None:
        raise ExpositionError(
            f"family {family.name!r} is a {family.type}, which the classic format has not"
        )
    head = True
    for sample in _printed(family):
        if head:
            # Here a counter or an info is called what its samples are called.
            name = sample.name if family.type in ("counter", "info") else family.name
            yield from _head(name, kind, family.documentation)
            head = False
        bound = _bound(family, sample, go)
        others = {name: value for name, value in sorted(sample.labels.items()) if name not in bound}
        line = f"{_series(sample.name, others | bound)} {go(float(sample.value))}"
        if sample.timestamp is not None:
            line += f" {round(float(sample.timestamp) * 1000)}"
        yield line + "\n"


def _printed(family: WritableFamily) -> Iterator[WritableSample]:
    created = f"{family.name.removesuffix('_total')}_created"
    return (sample for sample in family.samples if sample.name != created)


def _bound(
    family: WritableFamily, sample: WritableSample, spell: Callable[[float], str]
) -> dict[str, str]:
    """The `le` or `quantile` of a sample, as the library spells it; prometheus_client has `1.0`."""
    name = bound_label(family.type, sample.name.removeprefix(family.name), family.name)
    text = sample.labels.get(name)
    if text is None:
        return {}
    try:
        return {name: spell(float(text))}
    except ValueError:
        return {name: text}


def _head(name: str, kind: str, documentation: str) -> Iterator[str]:
    shown = name if is_plain_metric(name) else f'"{escape(name)}"'
    yield f"# HELP {shown} {escape_help(documentation)}\n"
    yield f"# TYPE {shown} {kind}\n"


def _series(name: str, labels: Mapping[str, str]) -> str:
    shown = _labels(labels)
    if not is_plain_metric(name):
        quoted = f'"{escape(name)}"'
        return f"{{{quoted},{shown}}}" if shown else f"{{{quoted}}}"
    return f"{name}{{{shown}}}" if shown else name


def _labels(labels: Mapping[str, str]) -> str:
    return ",".join(f'{label_name(name)}="{escape(value)}"' for name, value in labels.items())
