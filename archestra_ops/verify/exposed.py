"""What is exposed at this moment: the series of some pages, as Prometheus would store them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from archestra_ops import exposition, promql
from archestra_ops.expressions.impossible_value import fits

Labels = dict[str, str]

_SUFFIXES = {
    "counter": ("_total", ""),
    "histogram": ("_bucket", "_sum", "_count"),
    "summary": ("", "_sum", "_count"),
}
# What Prometheus makes of a scrape; every target has them.
_MADE = ("up", "scrape_duration_seconds", "scrape_samples_scraped")
_NAME = "__name__"


@dataclass
class Exposed:
    """A Sight of metrics pages: series by name, and the names that are declared without any."""

    series: dict[str, list[Labels]] = field(default_factory=dict)
    declared: set[str] = field(default_factory=set)

    def add(
        self, page: bytes, kind: exposition.Format, *, job: str, instance: str, honor: bool = False
    ) -> None:
        """Take in a page scraped for *job* at *instance*; raises ExpositionError.

        With *honor* the page's own labels go before those of the target (`honor_labels`).
        """
        target = {"job": job, "instance": instance}
        for name, kind_of in _declared(page):
            self.declared.update(name + suffix for suffix in _SUFFIXES.get(kind_of, ("",)))
        for sample in exposition.samples([page], format=kind):
            self.series.setdefault(sample.name, []).append(
                _stored(sample.labels, target, honor=honor)
            )
        for name in _MADE:
            self.series.setdefault(name, []).append(dict(target))

    def has(self, name: str) -> bool:
        """Whether a page has a series of this name."""
        return name in self.series

    def declares(self, name: str) -> bool:
        """Whether a page has a TYPE line for it."""
        return name in self.declared

    def is_strange(self, own: Collection[str]) -> bool:
        """Whether the pages are another program's: there are series, and none of *own*."""
        found = self.series.keys() - set(_MADE)
        return bool(found) and found.isdisjoint(own)

    def labels(self, name: str) -> frozenset[str]:
        """The labels that series of this name have."""
        return frozenset().union(*self.series.get(name, ()))

    def unmet(self, name: str, matchers: Sequence[promql.Matcher]) -> promql.Matcher | None:
        """The first matcher that no series fulfils which fulfils those before it, or None."""
        left: Iterable[Labels] = self.series.get(name, ())
        for matcher in matchers:
            left = [labels for labels in left if _fulfils(labels, matcher)]
            if not left:
                return matcher
        return None

    def values(self, selector: str, label: str) -> tuple[str, ...]:
        """The values that *label* has in the series of *selector*, sorted."""
        (found,) = promql.selectors(selector)
        of_name = [matcher for matcher in found.matchers if matcher.label == _NAME]
        others = [matcher for matcher in found.matchers if matcher.label != _NAME]
        return tuple(
            sorted(
                {
                    labels[label]
                    for name in self.series
                    if found.name in (None, name) and all(fits(one, name) for one in of_name)
                    for labels in self.series[name]
                    if label in labels and all(_fulfils(labels, matcher) for matcher in others)
                }
            )
        )


def _stored(page: Mapping[str, str], target: Labels, *, honor: bool) -> Labels:
    """Labels as a scrape stores them: the target's win, if not told else; empty ones vanish."""
    if honor:
        return target | {name: value for name, value in page.items() if value}
    own = {f"exported_{name}" if name in target else name: value for name, value in page.items()}
    return {name: value for name, value in own.items() if value} | target


def _fulfils(labels: Labels, matcher: promql.Matcher) -> bool:
    return fits(matcher, labels.get(matcher.label, ""))


def _declared(page: bytes) -> Iterator[tuple[str, str]]:
    for found in re.finditer(rb"^# TYPE (\S+) (\S+)", page, re.MULTILINE):
        yield found[1].decode("utf-8", "replace"), found[2].decode("ascii", "replace")
