from __future__ import annotations

import pytest

from archestra_ops import packs
from archestra_ops.verify.drill.part import Part, part
from archestra_ops.verify.drill.timing import Timing, timing
from tests.verify.drill.course import alert, course

HELM = packs.provider("helm")


def part_of(expr: str, **fields: str) -> Part:
    return part(course(alert(expr, **fields)).rules, ["A"])


def test_it_promises_its_window_its_for_and_three_evaluations() -> None:
    found = timing(part_of("rate(a_total[5m]) > 1"), HELM, {})

    assert found == Timing(interval=60, healthy=3600, lasts=1200, recovers=1080, within=600)
    assert (found.ends, found.steps) == (4800, 98)


def test_firing_on_takes_longer_to_resolve() -> None:
    found = timing(part_of("a > 1", hold="", keep_firing_for="20m"), HELM, {})

    assert (found.within, found.recovers) == (180, 180 + 1200 + 600)


@pytest.mark.parametrize(("provider", "late"), [("helm", 30), ("cloudsql", 60 + 165)])
def test_a_provider_takes_its_time(provider, late) -> None:
    pack = packs.provider(provider)

    assert timing(part_of(f"{pack.anchor} == 0", hold=""), pack, {}).within == 180 + late


def test_what_is_read_without_a_name_may_be_the_providers() -> None:
    assert timing(part_of('{job="x"} > 0', hold=""), HELM, {}).within == 180 + 30


def test_a_long_window_is_not_waited_for() -> None:
    assert timing(part_of("rate(a_total[3d]) > 1"), HELM, {}).within == 7200 + 120 + 180


def test_unless_the_incident_is_said_to_last() -> None:
    own = part_of("rate(a_total[3d]) > 1")

    assert timing(own, HELM, {"lasts": "4d"}).within == 3 * 86400 + 120 + 180
    assert timing(own, HELM, {"lasts": "2h"}).within == 7200


def test_what_the_definition_gives_is_taken_in_whole_intervals() -> None:
    given = {"interval": "5m", "healthy": "12m", "lasts": "21m", "recovers": "1h"}

    found = timing(part_of("a > 1"), HELM, given)

    assert found == Timing(interval=300, healthy=900, lasts=1500, recovers=3600, within=1020)
