"""The reference emitter with something missing, as an installation may be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import replace
from typing import Any

from archestra_ops.emitter.estate import Estate
from archestra_ops.emitter.instruments import Cell
from archestra_ops.emitter.registry import Registry
from archestra_ops.verify.run import Subject

Mutation = Callable[[Estate], None]
NEW = "renamed"


class Rebound:
    """An instrument whose buckets or quantiles are told apart by another label."""

    def __init__(self, inner: Any, old: str) -> None:
        self._inner = inner
        self._old = old

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def cells(self) -> Iterator[Cell]:
        for cell in self._inner.cells():
            if cell.bound and cell.bound[0] == self._old:
                yield cell._replace(bound=(NEW, cell.bound[1]))
            else:
                yield cell


def registries(estate: Estate) -> Iterator[Registry]:
    """What is on every page."""
    for simulation in (estate.platform, *estate.providers.values()):
        yield from simulation.registries.values()


def without(metric: str) -> Mutation:
    """Nothing exposes *metric*."""

    def cut(estate: Estate) -> None:
        for registry in registries(estate):
            registry.metrics.pop(metric, None)

    return cut


def without_series(metric: str) -> Mutation:
    """*metric* is declared, and nothing was observed."""

    def empty(estate: Estate) -> None:
        for registry in registries(estate):
            if metric in registry.metrics:
                registry.metrics[metric] = replace(registry.metrics[metric], series={})

    return empty


def with_label_renamed(metric: str, label: str) -> Mutation:
    """*metric* has another label instead of *label*."""

    def rename(estate: Estate) -> None:
        for registry in registries(estate):
            exposed = registry.metrics.get(metric)
            if exposed is None:
                continue
            if label in ("le", "quantile"):
                rebound = {v: Rebound(inner, label) for v, inner in exposed.series.items()}
                registry.metrics[metric] = replace(exposed, series=rebound)
                continue
            assert label in exposed.printed
            printed = tuple(NEW if name == label else name for name in exposed.printed)
            registry.metrics[metric] = replace(exposed, printed=printed)

    return rename


def making(subject: Subject, mutation: Mutation) -> Callable[[float, float], Estate]:
    """What makes the estate of *subject*, changed."""

    def make(start: float, step: float) -> Estate:
        estate = subject.estate(start, step)
        mutation(estate)
        return estate

    return make


def cloned(estate: Estate) -> Estate:
    """An estate with pages of its own, whose series are the same."""

    def clone(simulation: Any) -> Any:
        twin = copy(simulation)
        twin.registries = {}
        for home, registry in simulation.registries.items():
            twin.registries[home] = copy(registry)
            twin.registries[home].metrics = dict(registry.metrics)
        return twin

    providers = {name: clone(simulation) for name, simulation in estate.providers.items()}
    return Estate(platform=clone(estate.platform), providers=providers)
