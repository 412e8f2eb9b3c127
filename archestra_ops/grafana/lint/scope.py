"""What a dashboard is held against: the packs, and how much it may ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from archestra_ops.expressions.others import catalogue_for_others
from archestra_ops.packs.catalogue import Catalogue, catalogue
from archestra_ops.packs.model import Platform
from archestra_ops.packs.provider import Provider

BUDGET: Final = 25
"""Queries that a browser may send when a dashboard is opened."""


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What a dashboard is held against.

    `ours` says that it may name nothing but the catalogue's metrics; of another's, only metrics
    that are called like the platform's or a provider's can be judged.
    """

    catalogue: Catalogue
    ours: bool = False
    budget: int = BUDGET


@dataclass(frozen=True, kw_only=True)
class Allowed:
    """What a user allows: labels that their agents or their scrape add, queries of a first load.

    Agent labels go by their names in Prometheus, and are on the metrics that take them; other
    labels are on every series.
    """

    agent_labels: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    budget: int = BUDGET


def of_ours(platform: Platform, provider: Provider, allowed: Allowed = Allowed()) -> Scope:
    """For a board of ours, which asks this platform and this provider and nothing else."""
    known = _catalogue(platform, [provider], allowed)
    return Scope(catalogue=known, ours=True, budget=allowed.budget)


def of_others(
    platform: Platform, providers: Sequence[Provider], allowed: Allowed = Allowed()
) -> Scope:
    """For anybody's dashboard, whatever they scrape beside the platform."""
    known = _catalogue(platform, providers, allowed)
    return Scope(catalogue=catalogue_for_others(known), budget=allowed.budget)


def _catalogue(platform: Platform, providers: Sequence[Provider], allowed: Allowed) -> Catalogue:
    custom = dict.fromkeys(allowed.agent_labels, "")
    known = catalogue(platform, *providers, custom_labels=custom)
    return replace(known, target_labels=known.target_labels.union(allowed.labels))
