"""What exemplars a family has, and whether they are short enough to be stored."""

from __future__ import annotations

from archestra_ops.exposition.problems import Kind, ProblemLog
from archestra_ops.exposition.sample import Exemplar

LONGEST = 128  # OpenMetrics 1.0.0: characters of all label names and values together
_MOST_LABELS = 64


class Exemplars:
    """The exemplars of one family, counted; `longest` is in UTF-16 units, as prom-client counts.

    That is never less than the characters that OpenMetrics and Prometheus count, and equal for
    everything outside the astral planes.
    """

    __slots__ = ("_family", "_log", "count", "empty", "labels", "longest")

    def __init__(self, family: str, log: ProblemLog) -> None:
        self._family = family
        self._log = log
        self.count = 0
        self.empty = 0
        self.longest = 0
        self.labels: dict[str, None] = {}

    def add_text(self, text: str, line: int) -> None:
        """Count one by its label list, which `is_sound`."""
        self.count += 1
        if not text:
            self.empty += 1
            return
        names = _names(text)
        for name in names:
            if len(self.labels) < _MOST_LABELS:
                self.labels[name] = None
        self._measure(_units(text) - len(names) * len('="",') + 1, line)

    def add(self, exemplar: Exemplar, line: int) -> None:
        """Count one that was read exactly."""
        self.count += 1
        self.empty += not exemplar.labels
        for name in exemplar.labels:
            if len(self.labels) < _MOST_LABELS:
                self.labels[name] = None
        pairs = exemplar.labels.items()
        self._measure(sum(_units(name) + _units(value) for name, value in pairs), line)

    def _measure(self, units: int, line: int) -> None:
        self.longest = max(self.longest, units)
        if units > LONGEST:
            self._log.add(
                line,
                Kind.EXEMPLAR_TOO_LONG,
                f"exemplar of {self._family!r} has {units} characters of labels, more than "
                f"{LONGEST}: Prometheus does not store it",
                "prom-client refuses it too, and may print a broken exemplar from then on",
            )


def is_sound(text: str) -> bool:
    """Whether no label stands twice in a label list, which is tight and without escapes."""
    names = _names(text)
    return len(set(names)) == len(names)


def _names(text: str) -> list[str]:
    # Of a="x",b="y" the split leaves a= / x / ,b= / y / nothing.
    return [head.strip(",=") for head in text.split('"')[:-1:2]]


def _units(text: str) -> int:
    astral = 0 if text.isascii() else sum(character > "\uffff" for character in text)
    return len(text) + astral
