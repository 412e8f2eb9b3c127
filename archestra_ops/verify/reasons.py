"""Why a metric may be missing from an installation, by what the packs know of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from archestra_ops.checks.recognition import speakers
from archestra_ops.packs.catalogue import Catalogue
from archestra_ops.packs.model import Metric, Pack, Platform
from archestra_ops.packs.provider import Provider
from archestra_ops.packs.standing import standing
from archestra_ops.verify.sight import Sight

POSTGRES = "postgres"
_SUFFIXES = ("", "_bucket", "_sum", "_count")
_NOT_SCRAPED = (
    "the page that was looked at has it: does this Prometheus scrape that page, and keep all of it?"
)


@dataclass(frozen=True, kw_only=True)
class Reasons:
    """Hints for what is not there.

    `scraped` gives the platform's processes that are known to be scraped, and `postgres` with them.
    `pages` are metrics pages that were looked at beside a Prometheus. `waiting` says while what the
    board's variables list no target, and nothing is wrong.
    """

    catalogue: Catalogue
    scraped: Callable[[], Collection[str]]
    pages: Sight | None = None
    waiting: str = ""

    def metric(self, sample: str) -> str:
        """Why there may be no series called *sample*."""
        if self.pages is not None and self.pages.has(sample):
            return _NOT_SCRAPED
        found = self.catalogue.find(sample)
        if found is None:
            return "no pack knows it"
        pack, metric = found
        if isinstance(pack, Provider):
            return _of_provider(pack, metric, self.scraped())
        return _of_platform(pack, metric, sample, self.scraped())

    def only_while(self, sample: str) -> str:
        """What must be the case for series called *sample*; empty where nothing must.

        Of what is not scraped at all, that is no reason, but that not everybody has it is one.
        """
        found = self.catalogue.find(sample)
        if found is None:
            return ""
        pack, metric = found
        homes = (POSTGRES,) if isinstance(pack, Provider) else metric.processes
        if not homes or set(homes) & set(self.scraped()):
            return metric.only_while
        return _optional(pack, homes) if isinstance(pack, Platform) else ""

    def label(self, sample: str, label: str) -> str:
        """Why series called *sample* may lack *label*; empty where nothing is known of it."""
        found = self.catalogue.find(sample)
        known = found[0].labels.get(label) if found else None
        if found is None or known is None:
            return ""
        if known.needs and isinstance(found[0], Provider):
            return _needs(found[0], known.needs)
        return _older(known.since)

    def optional(self, sample: str) -> frozenset[str]:
        """The labels that series called *sample* may be without, and nothing is wrong."""
        found = self.catalogue.find(sample)
        return frozenset(found[1].optional_labels) if found else frozenset()


def _of_provider(provider: Provider, metric: Metric, scraped: Collection[str]) -> str:
    if POSTGRES not in scraped:
        return f"{provider.exporter} has it, which is not scraped"
    if metric.needs:
        return _needs(provider, metric.needs)
    exposes = f"{provider.exporter} exposes it: is it the one that is scraped?"
    return _older(metric.since) or exposes


def _optional(platform: Platform, homes: Sequence[str]) -> str:
    """What has to be there for series of *homes*; empty where every installation has one."""
    known = platform.processes
    if not all(home in known and known[home].optional for home in homes):
        return ""
    return f"{' or '.join(homes)} is there, and scraped"


def _of_platform(pack: Pack, metric: Metric, sample: str, scraped: Collection[str]) -> str:
    if not metric.seen:
        known = standing(metric)
        return f"{known}; instead: {metric.instead}" if metric.instead else known
    if isinstance(pack, Platform) and metric.processes and not set(metric.processes) & set(scraped):
        return f"only the {' or '.join(metric.processes)} process has it, which is not scraped"
    exposes = f"{pack.title} exposes it: is this the right endpoint?"
    return _older(metric.since) or _otherwise(pack, sample) or exposes


def _otherwise(pack: Pack, sample: str) -> str:
    """What other profiles call *sample*; empty where there are none that call it anything else."""
    if not isinstance(pack, Platform) or not pack.profile:
        return ""
    told = {
        profile: name
        for old in pack.legacy.metrics
        for name in (f"{old}{suffix}" for suffix in _SUFFIXES)
        if pack.successor_of(name) == sample
        for profile in speakers(pack.name, name)
    }
    names = ", ".join(f"profile '{profile}' has it as '{name}'" for profile, name in told.items())
    return f"{names}: `ops check metrics` recognises which it is" if names else ""


def _needs(provider: Provider, key: str) -> str:
    setting = provider.settings[key]
    return f"needs {setting.title}: {setting.how}"


def _older(since: str) -> str:
    return f"there since {since}: an older release lacks it" if since else ""
