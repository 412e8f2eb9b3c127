"""Which names of metrics that no pack has are likely meant for one of the platform's.

What others scrape beside the platform may be called anything. But what begins like its metrics and
no others is its own, so is one letter beside one of them, and so is the bare name of a histogram.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from archestra_ops import packs
from archestra_ops.expressions import unknown_metric
from archestra_ops.expressions.wrong import Wrong
from archestra_ops.findings import Severity
from archestra_ops.packs.catalogue import Catalogue
from archestra_ops.packs.model import Metric, Platform
from archestra_ops.packs.owned import ANYBODYS, shared_start

_TOTAL = "_total"


def find(name: str, catalogue: Catalogue) -> Iterator[Wrong]:
    """What is to be said of *name* if it is not in *catalogue*; a mere likeness is a warning."""
    if catalogue.find(name) is not None:
        return
    platforms = [pack for pack in catalogue.packs if isinstance(pack, Platform)]
    if any(_is_of(name, platform) for platform in platforms):
        yield from unknown_metric.find(name, catalogue)
    elif near := next(_near(name, platforms), ""):
        yield Wrong(f"no metric is called '{name}'", f"did you mean {near!r}?", Severity.WARNING)
    elif any(_is_known_to(name, other) for other in packs.platform_names()):
        for wrong in unknown_metric.find(name, catalogue):
            yield replace(wrong, severity=Severity.WARNING)


def owned_by(platform: Platform) -> tuple[str, ...]:
    """What only names of the metrics of *platform* begin with; nothing where there is no such."""
    given = platform.owned or (shared_start([metric.name for metric in _own(platform)]),)
    return tuple(filter(None, given))


def _own(platform: Platform) -> Iterable[Metric]:
    """The metrics of *platform* that no other program has, as far as names tell."""
    return (metric for metric in platform.metrics.values() if _is_own(metric, platform))


def _is_own(metric: Metric, platform: Platform) -> bool:
    return not metric.name.startswith(ANYBODYS) and not platform.is_foreign(metric)


def _is_of(name: str, platform: Platform) -> bool:
    metric = platform.metrics.get(name)
    is_bare = metric is not None and _is_own(metric, platform)
    return is_bare or _begins_like(name, platform)


def _begins_like(name: str, platform: Platform) -> bool:
    # What is owned takes long to find out of a pack that does not say, and most names are far off.
    word = name.partition("_")[0]
    if not platform.owned and not any(own.startswith(word) for own in platform.metrics):
        return False
    owned = owned_by(platform)
    return name.startswith(owned) and name not in owned


def _near(name: str, platforms: Iterable[Platform]) -> Iterator[str]:
    for platform in platforms:
        for metric in platform.metrics.values():
            for sample in metric.samples:
                if is_slip(name, sample) and _is_own(metric, platform):
                    yield sample


def is_slip(name: str, meant: str) -> bool:
    """Whether *name* is *meant* but for one letter, two that are swapped, or `_total`."""
    if abs(len(name) - len(meant)) > 1:
        return name.removesuffix(_TOTAL) == meant.removesuffix(_TOTAL)
    start = next(
        (at for at, (one, other) in enumerate(zip(name, meant, strict=False)) if one != other),
        min(len(name), len(meant)),
    )
    rest, other = name[start:], meant[start:]
    if any(letter.isdigit() for letter in (*rest[:1], *other[:1])):
        return False  # `_p95_` beside `_p99_` is another one
    swapped = rest[:2] == other[1::-1] and rest[2:] == other[2:]
    return swapped or rest[1:] == other[1:] or rest[1:] == other or rest == other[1:]


def _is_known_to(name: str, other: str) -> bool:
    """Whether the platform called *other* has *name*, in whichever profile, and nobody else."""
    return _begins_like(name, packs.platform(other)) and unknown_metric.is_elsewhere(name)
