"""Drills of a platform with profiles, with another program's process and without a PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archestra_ops import packs
from archestra_ops.prometheus.rules import default_values, rule_set
from archestra_ops.verify.drill.run import Course, chosen, drills
from archestra_ops.verify.drill.world import World
from tests.prometheus.rules import gate
from tests.servers.programs import require


@pytest.fixture
def alerts(tmp_path: Path) -> Iterator[Path]:
    own, found = gate.folders(tmp_path)
    packs.use_folder(own)
    yield found
    packs.use_folder(None)


def stored(*names: str) -> dict[str, dict[str, str]]:
    world = World(
        platform=packs.platform("gate"),
        provider=packs.provider("helm"),
        scenario="failing",
        names=frozenset(names),
        interval=60.0,
    )
    return {f"{one.name} {one.labels['job']}": dict(one.labels) for one in world.series(0)}


@pytest.mark.usefixtures("alerts")
def test_what_is_scraped_is_called_like_the_platform() -> None:
    found = stored("up", "probe_success")

    assert list(found) == ["up gate", "up side", "up gate-ready", "probe_success gate-ready"]
    assert found["up gate"] == {
        "cluster": "prod",
        "namespace": "gate",
        "pod": "gate-1",
        "job": "gate",
        "instance": "gate-1:8787",
    }


@pytest.mark.usefixtures("alerts")
def test_series_of_others_keep_their_own_namespace_and_have_no_pod_of_ours() -> None:
    assert stored("gate_side") == {
        "gate_side side": {
            "cluster": "prod",
            "namespace": "elsewhere",
            "job": "side",
            "instance": "side-1:8080",
        }
    }


def test_an_alert_is_proven_in_each_profile_that_has_it(alerts) -> None:
    require("promtool")
    helm, values = packs.provider("helm"), default_values("gate", alerts)
    found = {}
    for profile in packs.profiles("gate"):
        pack = packs.platform("gate", profile)
        rules = rule_set(pack, helm, values, folder=alerts)
        course = Course(platform=pack, provider=helm, rules=rules)
        for verdict in drills(course, chosen(rules, ["GateFailing", "GateSideGone"])):
            found[profile, verdict.alert] = (verdict.problems, verdict.left_out)

    assert found == {
        ("new", "GateFailing"): ((), ""),
        ("new", "GateSideGone"): ((), ""),
        ("old", "GateFailing"): ((), ""),
        ("old", "GateSideGone"): ((), "profile 'old' has no 'gate_side'"),
    }
