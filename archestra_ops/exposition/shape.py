"""A sample line's shape: metric and label names, learned once, then matched by one pattern.

Reading a line exactly takes ten times as long as matching the pattern of its shape, and a page has
few shapes. A pattern matches only what the exact reader would read alike; every other line (an
escape, a space more, another order of labels) goes to the exact reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from archestra_ops.exposition.format import Format
from archestra_ops.exposition.sample import Sample
from archestra_ops.exposition.text import LABEL_NAME

_VALUE = r'[^"\\\0]++'
# Short enough never to overflow a double, which Prometheus would refuse.
_NUMBER = r"-?[0-9]{1,30}(?:\.[0-9]{1,30})?(?:[eE][+-]?[0-9]{1,2})?"
_REST = rf" ({_NUMBER}|NaN|Nan|[+-]Inf)( .*)?"
_EXEMPLAR_LABEL = rf'{LABEL_NAME}="[^"\\\0]*+"'

# What may stand after the value: a timestamp (1) and, in OpenMetrics, an exemplar's labels (2).
TAIL = {
    Format.CLASSIC: re.compile(r" ([0-9]{1,18})((?!))?"),
    Format.OPENMETRICS: re.compile(
        rf"(?: ({_NUMBER}))?"
        rf"(?: # \{{((?:{_EXEMPLAR_LABEL}(?:,{_EXEMPLAR_LABEL})*+)?)\}}"
        rf" (?:{_NUMBER}|[+-]Inf)(?: {_NUMBER})?)?"
    ),
}


class Shape:
    """The lines of one metric with the same labels in the same order, the same ones empty.

    `match` gives five groups: the labels before the bound (`le` or `quantile`), the bound, the
    labels after it, the value, and what stands after the value (None where nothing does).
    """

    __slots__ = ("_empty", "bounds", "match", "name", "pending", "suffix")

    def __init__(
        self, sample: Sample, form: Format, bound: str, suffix: str, pending: list[str]
    ) -> None:
        self.name = sample.name
        self.suffix = suffix
        # Where the label lists of new series go.
        self.pending = pending
        # By the bound as text: its mark in the hash, and its number where it is a bucket's.
        self.bounds: dict[str, tuple[int, float | None]] = {}
        self._empty = [f',{name}=""' for name, value in sample.labels.items() if not value]
        self.match = re.compile(
            _pattern(sample, bound, ",?" if form is Format.CLASSIC else "")
        ).fullmatch

    def identity(self, labels: str) -> str:
        """What names the series: its labels without the empty ones, which are as good as absent."""
        if not self._empty:
            return labels
        # No value has a quote, so each of these can only be the label itself.
        rest = "," + labels
        for label in self._empty:
            rest = rest.replace(label, "")
        return rest[1:]


def _pattern(sample: Sample, bound: str, comma: str) -> str:
    names = list(sample.labels)
    start = re.escape(sample.name)
    if not names:
        return rf"{start}(?:\{{\}})?()()(){_REST}"
    if bound not in sample.labels:
        return rf"{start}\{{({_labels(names, sample.labels)})()(){comma}\}}{_REST}"
    at = names.index(bound)
    before, after = _labels(names[:at], sample.labels), _labels(names[at + 1 :], sample.labels)
    # Both groups together are to be the label list without the bound.
    before = f"({before},)" if before and after else f"({before})," if before else "()"
    after = f",({after})" if after else "()"
    return rf'{start}\{{{before}{bound}="({_VALUE})"{after}{comma}\}}{_REST}'


def _labels(names: Iterable[str], values: Mapping[str, str]) -> str:
    return ",".join(f'{re.escape(name)}="{_VALUE if values[name] else ""}"' for name in names)
