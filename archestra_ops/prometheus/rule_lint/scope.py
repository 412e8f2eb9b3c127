"""What a rule file is held against: the packs, and what is known to exist."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from archestra_ops.expressions.others import catalogue_for_others
from archestra_ops.packs.catalogue import SCRAPE_INTERVAL, Catalogue, catalogue
from archestra_ops.packs.model import Pack


@dataclass(frozen=True, kw_only=True)
class Existing:
    """What really exists: the names of series, and whatever is known of them, as a pack.

    `where` says where that is from, for messages. `stored` are the labels of series in a server, by
    their names, all that it has of them. `is_server` says that rules see this and no more: where
    only pages were looked at, there may be others.
    """

    where: str
    names: frozenset[str]
    pack: Pack
    stored: Mapping[str, frozenset[str]] = field(default_factory=dict)
    is_server: bool = False


@dataclass(frozen=True, kw_only=True)
class Scope:
    """The catalogue that expressions are judged by, and what exists, where that was asked.

    `recorded` are the names that rules of the files at hand record, each with its expressions.
    """

    catalogue: Catalogue
    existing: Existing | None = None
    recorded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def scope(
    packs: Iterable[Pack],
    *,
    labels: Iterable[str] = (),
    agent_labels: Iterable[str] = (),
    scrape_interval: float = SCRAPE_INTERVAL,
    existing: Existing | None = None,
) -> Scope:
    """For anybody's rules, whatever they scrape beside what *packs* have.

    *labels* are on every series, *agent_labels* on the metrics that take them, by their names in
    Prometheus; *scrape_interval* is in seconds.
    """
    seen = [existing.pack] if existing is not None else []
    custom = dict.fromkeys(agent_labels, "")
    known = catalogue_for_others(catalogue(*packs, *seen, custom_labels=custom))
    return Scope(
        catalogue=replace(
            known,
            target_labels=known.target_labels | frozenset(labels),
            scrape_interval=scrape_interval,
            stored=existing.stored if existing is not None else {},
        ),
        existing=existing,
    )
