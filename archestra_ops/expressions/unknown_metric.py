"""A metric that no pack knows: misspelt, renamed, or never emitted by anything."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from archestra_ops import packs, promql
from archestra_ops.expressions.wrong import Wrong
from archestra_ops.packs.catalogue import Catalogue
from archestra_ops.packs.structure import did_you_mean


def find(expr: str, catalogue: Catalogue) -> Iterator[Wrong]:
    """The metrics of *expr* that are not in the catalogue; recorded ones (`a:b`) are not judged."""
    for name in dict.fromkeys(s.name for s in promql.selectors(expr) if s.name):
        if ":" not in name and catalogue.find(name) is None:
            yield Wrong(f"no metric is called '{name}'", _hint(name, catalogue))


def _hint(name: str, catalogue: Catalogue) -> str:
    elsewhere = _elsewhere(name, {pack.name for pack in catalogue.packs})
    if elsewhere:
        return elsewhere
    hint = did_you_mean(name, catalogue.samples())
    return hint if hint.startswith("did you mean") else "see `ops packs show` for the metrics"


def is_elsewhere(name: str) -> bool:
    """Whether a platform has a metric *name* in any of its profiles, and its own."""
    return bool(_elsewhere(name, ()))


def _elsewhere(name: str, own: Collection[str]) -> str:
    """Which platform or profile has a metric *name*, beside the packs called *own*; or nothing."""
    for platform in packs.platform_names():
        for profile in packs.profiles(platform) or ("",):
            pack = packs.platform(platform, profile)
            metric = pack.metric_of(name)
            if metric is None or pack.is_foreign(metric):
                continue
            if platform in own:
                return f"it is of another profile: add --profile {profile}"
            also = "" if profile == pack.default_profile else f" --profile {profile}"
            return f"it is of {platform}: add --platform {platform}{also}"
    return ""
