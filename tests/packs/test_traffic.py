"""The packs' traffic holds together: what an activity is said to do can be done."""

from __future__ import annotations

import pytest

from archestra_ops import packs
from archestra_ops.packs.model import Metric, Pack
from archestra_ops.packs.traffic import Activity, Emit, Row

PACKS = [
    *(
        packs.platform(name, profile)
        for name in packs.platform_names()
        for profile in packs.profiles(name) or ("",)
    ),
    *map(packs.provider, packs.provider_names()),
]


def each(arguments: str) -> pytest.MarkDecorator:
    """Run a test on every activity of every pack, with as much of it as *arguments* name."""
    names = arguments.split(", ")
    found = [
        pytest.param(
            *[{"pack": pack, "name": name, "activity": activity}[n] for n in names],
            id="-".join(filter(None, (pack.name, getattr(pack, "profile", ""), name))),
        )
        for pack in PACKS
        for name, activity in pack.traffic.items()
    ]
    return pytest.mark.parametrize(names, found)


def everywhere(pack: Pack) -> list[Metric]:
    """Its metrics, and those of its other profiles: all have the same traffic."""
    alike = [other for other in PACKS if other.name == pack.name]
    return [metric for other in alike for metric in other.metrics.values()]


def emits(pack: Pack, name: str) -> list[Emit]:
    return [e for metric in everywhere(pack) for e in metric.emit if e.on == name]


def words(activity: Activity, row: Row) -> dict[str, set[str]]:
    """The words that an event of a stream can have."""
    drawn = {name: set(weights) for name, weights in activity.draw.items()}
    return drawn | {name: {value} for name, value in row.items() if isinstance(value, str)}


def test_the_main_platform_has_traffic() -> None:
    assert len(packs.platform("archestra").traffic) > 10


@each("pack, name, activity")
def test_an_activity_moves_a_metric(pack, name, activity) -> None:
    assert emits(pack, name)
    assert activity.streams


@each("pack, activity")
def test_streams_are_of_a_process_and_happen(pack, activity) -> None:
    for row in activity.streams:
        assert row["per_minute"] > 0
        assert row.get("process", next(iter(pack.processes))) in pack.processes


@each("activity")
def test_weights_are_shares_of_one(activity) -> None:
    for label, weights in activity.draw.items():
        assert sum(weights.values()) == pytest.approx(1), label


@each("pack, name, activity")
def test_what_is_drawn_is_used(pack, name, activity) -> None:
    used = " ".join(e.value for e in emits(pack, name)).replace("*", " ").replace("+", " ").split()
    assert activity.number.keys() <= set(used)

    asked = {label for e in emits(pack, name) for label in e.when}
    labels = {
        label
        for metric in everywhere(pack)
        if any(emit.on == name for emit in metric.emit)
        for label in metric.labels
    }
    assert activity.draw.keys() <= asked | labels


@each("pack, name, activity")
def test_conditions_can_be_met(pack, name, activity) -> None:
    possible: dict[str, set[str]] = {}
    for row in activity.streams:
        for label, values in words(activity, row).items():
            possible.setdefault(label, set()).update(values)

    for emit in emits(pack, name):
        for label, wanted in emit.when.items():
            assert set(wanted) <= possible[label], label


@each("activity")
def test_what_scales_is_in_every_stream(activity) -> None:
    for number in activity.number.values():
        assert number.median > 0
        for row in activity.streams if number.times else ():
            assert isinstance(row.get(number.times), float), (number.times, row)
