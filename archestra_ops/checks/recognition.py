"""Which of a platform's profiles a page speaks: told by the names on it, and by their labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from archestra_ops import packs
from archestra_ops.checks.page import Page, Seen
from archestra_ops.checks.visit import Scrape
from archestra_ops.packs.model import Platform


def candidates(platform: str) -> tuple[Platform, ...]:
    """The pack of *platform* in each of its profiles, the usual one first; none without any."""
    return tuple(packs.platform(platform, name) for name in packs.profiles(platform))


def speakers(platform: str, sample: str) -> tuple[str, ...]:
    """The profiles of *platform* that call a metric, or its samples, so, and count it once."""
    found = (
        (one, one.metrics.get(sample) or one.metric_of(sample)) for one in candidates(platform)
    )
    return tuple(one.profile for one, metric in found if metric is not None and not metric.twin)


def is_astray(page: Page) -> bool:
    """Whether *page* has anything that its profile needs under the names of others alone."""
    if not page.speaks:
        return False
    needed = _needed(page)
    spoken = packs.platform(page.platform.name, page.speaks).legacy.metrics
    pairs = {*spoken.items(), *((new, old) for old, new in page.platform.legacy.metrics.items())}
    return any(
        one in needed and not is_called(page, one) and is_called(page, other)
        for one, other in pairs
    )


def is_met(page: Page) -> bool:
    """Whether all that the profile of *page* needs has the same name in the one that it speaks."""
    if not page.speaks or page.mistaken or is_astray(page):
        return False
    spoken = packs.platform(page.platform.name, page.speaks).metrics
    return all(name in spoken or is_called(page, name) for name in _needed(page))


def is_called(page: Page, name: str) -> bool:
    """Whether a metric that is called just so is on *page*: not only one with `_total` or without.

    Of one without a TYPE line there are its samples.
    """
    metric = page.platform.metrics.get(name)
    return not page.names.isdisjoint((name, *(metric.samples if metric else ())))


def _needed(page: Page) -> frozenset[str]:
    """What boards and alerts may ask for: nothing of what stands twice."""
    metrics = page.platform.metrics.items()
    return frozenset(name for name, metric in metrics if not metric.twin)


def recognised(page: Page, known: Sequence[Platform]) -> Platform | None:
    """The one among *known* that has most of what is on *page*; None where none has anything.

    Among those that have as much it is the one that the page lacks least of, then the first.
    """
    rated = [(_rating(replace(page, platform=one)), one) for one in known]
    best = max(rated, key=lambda pair: pair[0], default=None)
    return best[1] if best is not None and best[0][0] else None


def settled(scrape: Scrape, known: Sequence[Platform], *, keep: bool) -> Scrape:
    """*scrape* with each page looked at by the profile that it speaks.

    With *keep* it is looked at by the one that was chosen, and only noted what it speaks, and
    whether anything of the chosen one is on it.
    """

    def of(page: Page) -> Page:
        found = recognised(page, known)
        if found is None:
            return page
        if keep:
            return replace(page, speaks=found.profile, mistaken=not _rating(page)[0])
        return replace(page, platform=found, speaks=found.profile)

    visits = (
        visit if visit.page is None else replace(visit, page=of(visit.page))
        for visit in scrape.visits
    )
    return replace(scrape, visits=tuple(visits), files=tuple(map(of, scrape.files)))


def _rating(page: Page) -> tuple[int, int]:
    """How many of the page's metrics are the platform's, and less than none: how many it lacks."""
    platform = page.platform
    fits = [seen for seen in page.seen.values() if _fits(seen, page)]
    own = [seen for seen in fits if not platform.is_foreign(seen.metric)]
    return len(own), len(fits) - len(platform.metrics)


def _fits(seen: Seen, page: Page) -> bool:
    """Whether it has the labels that it ought to have, and no others; all have where none is."""
    if not seen.samples:
        return True
    return seen.metric.sure_labels <= seen.labels and not page.surplus(seen)
