"""What one family has on a page, counted line by line: nothing is kept per sample but a hash."""

from __future__ import annotations

import math

from archestra_ops.exposition.buckets import COUNT, COUNTS, Buckets
from archestra_ops.exposition.exemplars import Exemplars
from archestra_ops.exposition.families import WITH_BUCKETS, bound_label, is_alone, may_have_exemplar
from archestra_ops.exposition.format import Format
from archestra_ops.exposition.problems import Kind, LineError, ProblemLog
from archestra_ops.exposition.report import FamilySurvey
from archestra_ops.exposition.sample import Sample
from archestra_ops.exposition.text import escape, label_name, number, show
from archestra_ops.exposition.vocabulary import Vocabulary

_MOST_BOUNDS = 200
_MOST_DUPLICATES = 5
_MOST_ORDERS = 1_000
# Series and samples are known by 60 bits of a hash: a Python int of 32 bytes then, not 36. Among a
# million the odds that two are alike are one in two million.
_MASK = (1 << 60) - 1


class Tally:
    """One family, while its page is being read.

    A sample is accounted for in three steps, by `add` and by the learned shapes alike: `enter` its
    series, `count` it, and where it is a bucket, compare it with the one before.
    """

    __slots__ = (
        "_bounds",
        "_duplicates",
        "_form",
        "_fresh",
        "_identity",
        "_log",
        "_orders",
        "_seen",
        "buckets",
        "closed",
        "exemplars",
        "help",
        "line",
        "name",
        "samples",
        "series",
        "series_count",
        "told",
        "type",
        "unit",
        "vocabulary",
    )

    def __init__(self, name: str, line: int, form: Format, log: ProblemLog) -> None:
        self.name, self.line = name, line
        self.type = "unknown"
        self.help = self.unit = ""
        self.samples = self.series_count = 0
        self.told: set[object] = set()
        self.closed = False
        self.vocabulary = Vocabulary()
        self.exemplars = Exemplars(name, log)
        self.buckets = Buckets(name, log)
        self._form, self._log = form, log
        self._bounds: dict[str, None] = {}
        self._duplicates: list[tuple[int, str]] = []
        self._forget()

    def _forget(self) -> None:
        # The hash of each series, and of each sample of a series that has several.
        self._seen: set[int] = set()
        self._orders: dict[frozenset[str], tuple[str, ...]] = {}
        self._identity = ""
        self.series = 0
        self._fresh = False

    def leave(self) -> None:
        """End the family's block of lines: what its end proves, and away with the hashes."""
        self.vocabulary.flush()
        self.buckets.finish()
        self._forget()
        self.closed = True

    def add(self, sample: Sample, suffix: str) -> None:
        """Account for a sample that was read exactly."""
        self.samples += 1
        bound = self.bound_label(suffix)
        text = sample.labels.get(bound)
        limit = self._limit(sample, suffix, text)
        place = self.count_bound(suffix) if limit is None else limit
        labels = [pair for pair in sample.labels.items() if pair[0] != bound]
        present = dict(pair for pair in labels if pair[1])
        order = self.order(tuple(present))
        identity = ",".join(f'{label_name(name)}="{escape(present[name])}"' for name in order)
        self.enter(identity)
        self.vocabulary.add([(name, escape(value)) for name, value in labels])
        if sample.exemplar is not None:
            self.exemplars.add(sample.exemplar, sample.line)
            self.check_exemplar_place(sample.name, sample.line)
        moment = self.moment(sample.timestamp)
        mark = self.mark(suffix, limit) ^ moment
        if self.count(mark, sample.name, sample.line) and place is not None and self.has_buckets:
            self.buckets.add(self.series ^ moment, place, sample.value, sample.line)

    def order(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """The order in which the labels with these names make up the identity of a series."""
        key = frozenset(names)
        if len(self._orders) < _MOST_ORDERS:
            return self._orders.setdefault(key, names)
        return self._orders.get(key) or tuple(sorted(names))

    def bound_label(self, suffix: str) -> str:
        """The label that tells the samples of one series apart."""
        return bound_label(self.type, suffix, self.name)

    @property
    def has_buckets(self) -> bool:
        """Whether this is a histogram, by its TYPE line."""
        return self.type in WITH_BUCKETS

    def count_bound(self, suffix: str) -> float | None:
        """What a histogram's count has in the place of a bound; None for any other sample."""
        return COUNT if suffix in COUNTS and self.has_buckets else None

    def mark(self, suffix: str, limit: float | None) -> int:
        """What tells apart the samples of one series, to be mixed into its hash; 0 for nothing."""
        if limit is None and is_alone(self._form, self.type, suffix):
            return 0
        return hash((suffix, limit)) & _MASK

    def moment(self, timestamp: float | None) -> int:
        """The same for the timestamp, by which samples may differ in OpenMetrics only."""
        if timestamp is None or self._form is Format.CLASSIC:
            return 0
        return hash(("", timestamp)) & _MASK

    def bound(self, text: str) -> float | None:
        """Take note of a bound as it stands on the page; its number, None where it is none."""
        try:
            value = number(text, "bound")
        except LineError:
            return None
        if len(self._bounds) < _MOST_BOUNDS:
            self._bounds[text] = None
        return None if math.isnan(value) else value

    def _limit(self, sample: Sample, suffix: str, text: str | None) -> float | None:
        limit = None if text is None else self.bound(text)
        wanted = self.bound_label(suffix)
        if limit is None and wanted and self.type != "unknown":
            what = "has none" if text is None else f"has {show(text)}, which is no number"
            self._log.add(
                sample.line, Kind.BOUND, f"sample {show(sample.name)} needs {wanted!r}, but {what}"
            )
        return limit

    def enter(self, identity: str) -> bool:
        """Turn to the series with these labels; whether it is new."""
        self._identity = identity
        self.series = series = hash(identity) & _MASK
        self._fresh = series not in self._seen
        if self._fresh:
            self._seen.add(series)
            self.series_count += 1
        return self._fresh

    def count(self, mark: int, name: str, line: int) -> bool:
        """Count a sample of the series that was entered last; False where it stands twice."""
        if mark:
            key = self.series ^ mark
            again = key in self._seen
            self._seen.add(key)
        else:
            again = not self._fresh
        self._fresh = False
        if again:
            self._duplicate(name, line)
        return not again

    def _duplicate(self, name: str, line: int) -> None:
        shown = f"{name}{{{self._identity}}}" if self._identity else name
        if len(self._duplicates) < _MOST_DUPLICATES:
            self._duplicates.append((line, shown))
        self._log.add(
            line,
            Kind.DUPLICATE_SERIES,
            f"sample {show(shown, 240)} stands twice",
            "Prometheus keeps one of them and logs a warning; which one is left open",
        )

    def check_exemplar_place(self, name: str, line: int) -> None:
        """Report the first exemplar of the family that stands where OpenMetrics has none."""
        if may_have_exemplar(name) or Kind.EXEMPLAR_PLACE in self.told:
            return
        self.told.add(Kind.EXEMPLAR_PLACE)
        self._log.add(
            line,
            Kind.EXEMPLAR_PLACE,
            f"sample {show(name)} has an exemplar: Prometheus 2 drops the whole page",
            "OpenMetrics has exemplars on counters and buckets only",
        )

    def survey(self) -> FamilySurvey:
        """What was counted."""
        return FamilySurvey(
            name=self.name,
            type=self.type,
            help=self.help,
            unit=self.unit,
            line=self.line,
            samples=self.samples,
            series=self.series_count,
            label_sets=tuple(self.vocabulary.label_sets.values()),
            values=self.vocabulary.texts(),
            more=frozenset(self.vocabulary.more),
            bounds=tuple(self._bounds),
            exemplars=self.exemplars.count,
            empty_exemplars=self.exemplars.empty,
            longest_exemplar=self.exemplars.longest,
            exemplar_labels=tuple(self.exemplars.labels),
            duplicates=tuple(self._duplicates),
        )
