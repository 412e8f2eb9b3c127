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
