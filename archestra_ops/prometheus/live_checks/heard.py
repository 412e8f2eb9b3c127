"""Which of a platform's profiles the series of a server speak: told by names, and by labels."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from archestra_ops import promql
from archestra_ops.errors import OpsError
from archestra_ops.packs.model import Metric, Platform
from archestra_ops.prometheus.api import Api

_EARLIER: Final = "1h"  # where nothing is scraped now: as far as a page is looked back for
_HAS: Final = "has"


@dataclass(frozen=True, kw_only=True)
class Heard:
    """The profile that series speak; empty where there are none, or the platform has no profiles.

    `known` is the platform in each of its profiles, `there` are those of whose own metrics any has
    series.
    """

    speaks: str = ""
    known: tuple[Platform, ...] = ()
    there: frozenset[str] = frozenset()

    def platform(self, profile: str) -> Platform:
        """The platform in *profile*, one of those that it has."""
        return next(one for one in self.known if one.profile == profile)

    def mistaken(self, expressions: Iterable[str]) -> str:
        """The profile that *expressions* are made for, if none of its metrics is there; else empty.

        It is the one with most of what they read; of several the one that is spoken, then the
        first.
        """
        if not self.speaks:
            return ""
        names = frozenset[str]().union(*map(reads, expressions))

        def rating(one: Platform) -> tuple[int, bool]:
            return sum(has(one, name) for name in names), one.profile == self.speaks

        best = max(self.known, key=rating)
        return best.profile if rating(best)[0] and best.profile not in self.there else ""


def hear(api: Api, known: Sequence[Platform], now: float, prefer: str = "") -> Heard:
    """What of the platform in *known*, which is one in its profiles, has series at *now*.

    It is the profile with most metrics there; of several *prefer*, then the one that lacks least.
    Raises OpsError where that cannot be asked.
    """
    if not known:
        return Heard()
    found = _found(api, known, now)
    fits = {one.profile: sum(_fits(m, found, known) for m in _own(one)) for one in known}

    def rating(one: Platform) -> tuple[int, bool, int]:
        own = fits[one.profile]
        return own, one.profile == prefer, own - len(_own(one))

    best = max(known, key=rating).profile
    return Heard(
        speaks=best if fits[best] else "",
        known=tuple(known),
        there=frozenset(name for name, count in fits.items() if count),
    )


def has(platform: Platform, sample: str) -> bool:
    """Whether series are called so in this profile, and are not there for another one's sake."""
    metric = platform.metric_of(sample)
    return metric is not None and not metric.twin and not platform.is_foreign(metric)


def reads(expr: str) -> frozenset[str]:
    """What *expr* reads; nothing where it is not PromQL."""
    with suppress(OpsError):
        return frozenset(one.name for one in promql.selectors(expr) if one.name)
    return frozenset()


def _own(platform: Platform) -> list[Metric]:
    return [metric for metric in platform.metrics.values() if not platform.is_foreign(metric)]


def _sample(metric: Metric) -> str:
    """The name of its series that are fewest."""
    return metric.samples[-1]


def _found(api: Api, known: Sequence[Platform], now: float) -> Mapping[str, frozenset[str]]:
    """The names that there are, each with those of the telling labels that its series have."""

    def current(selector: str) -> str:
        return selector

    def earlier(selector: str) -> str:
        return f"last_over_time({selector}[{_EARLIER}])"

    for which in (current, earlier):
        names = {one.metric["__name__"] for one in api.query(_of_names(known, which), now).series}
        if names:
            return _with_labels(api, names, known, which, now)
    return {}


def _of_names(known: Sequence[Platform], which: Callable[[str], str]) -> str:
    """What counts the series by name, where anything that only the platform has is scraped.

    A name may be anybody's, as `target_info` is.
    """
    names = {_sample(metric) for one in known for metric in _own(one)}
    anchors = {anchor for one in known for anchor in one.anchors}
    both = (which(f"{{{_named(those)}}}") for those in (names, anchors))
    return f"count by (__name__) ({' and on (job, instance) '.join(both)})"


def _with_labels(
    api: Api, names: Collection[str], known: Sequence[Platform], which: Callable[[str], str],
    now: float,
) -> Mapping[str, frozenset[str]]:  # fmt: skip
    asked = {name: telling for name in names if (telling := _telling(name, known))}
    found: dict[str, set[str]] = {name: set() for name in names}
    labels = sorted(frozenset[str]().union(*asked.values()))
    parts = [
        f'label_replace(count by (__name__) ({which(selector)}), "{_HAS}", "{label}", "", "")'
        for label in labels
        for selector in [f'{{{_named(asked)},{label}!=""}}']
    ]
    for one in api.query(" or ".join(parts), now).series if parts else ():
        found[one.metric["__name__"]].add(one.metric[_HAS])
    return {name: frozenset(labels) for name, labels in found.items()}


def _named(names: Collection[str]) -> str:
    return f'__name__=~"{"|".join(sorted(names))}"'


def _versions(sample: str, known: Sequence[Platform]) -> Iterator[Metric]:
    found = (one.metric_of(sample) for one in known)
    return (metric for metric in found if metric is not None)


def _telling(sample: str, known: Sequence[Platform]) -> frozenset[str]:
    """The labels that series called *sample* have in some profiles, and not in others."""
    labels = [frozenset(metric.labels) for metric in _versions(sample, known)]
    return labels[0].union(*labels).difference(labels[0].intersection(*labels))


def _fits(metric: Metric, found: Mapping[str, frozenset[str]], known: Sequence[Platform]) -> bool:
    """Whether it has series with its labels, and without those of other profiles alone."""
    sample = _sample(metric)
    if sample not in found:
        return False
    here, telling = found[sample], _telling(sample, known)
    return metric.sure_labels & telling <= here and not (here & telling) - {*metric.labels}
