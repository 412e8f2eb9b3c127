"""Scenarios made up by tests, played on the platform that ships."""

from __future__ import annotations

from dataclasses import replace

from archestra_ops import packs
from archestra_ops.emitter.simulation import Settings, Simulation
from archestra_ops.packs.model import Pack
from archestra_ops.packs.scenario import Change, Scenario

START = 1_768_478_400.0  # 2026-01-15T12:00:00Z
ARCHESTRA = packs.platform("archestra")


def playing(*changes: Change, pack: Pack = ARCHESTRA, **settings: object) -> Simulation[Pack]:
    """*pack* with the changes from a minute after the start until ten minutes later."""
    changed = replace(pack, scenarios={"s": Scenario(help="x", changes=changes)})
    times = {"begins": START + 60, "ends": START + 660} | settings
    return Simulation(changed, Settings(seed=1, start=START, step=15, scenario="s", **times))


def total(made: Simulation[Pack], home: str, metric: str, **labels: str) -> float:
    """The sum over the series of a plain metric that have these labels."""
    exposed = made.registries[home].metrics[metric]
    return sum(
        instrument.values()[-1]
        for own, instrument in exposed.asked({})
        if labels.items() <= own.items()
    )
