from __future__ import annotations

from dataclasses import replace

from archestra_ops import packs
from archestra_ops.packs.scenario import Change, Scenario
from archestra_ops.verify.drill.world import World
from tests.verify.drill.course import PLATFORM, SLOW


def world(*names: str, scenario: str = "lag", **more: object) -> World:
    fields: dict[str, object] = {
        "platform": PLATFORM,
        "provider": packs.provider("helm"),
        "scenario": scenario,
        "names": frozenset(names),
        "interval": 60.0,
        "healthy": 120.0,
        "lasts": 120.0,
    }
    return World(**(fields | more))


def stored(made: World, steps: int = 5) -> dict[str, list[float | None]]:
    return {
        f"{one.name} {one.labels.get('instance')}": list(one.numbers) for one in made.series(steps)
    }


def test_only_what_is_read_is_stored_healthy_then_otherwise_then_healthy() -> None:
    found = stored(world(SLOW))

    assert list(found) == [f"{SLOW} web-1:9050", f"{SLOW} worker-1:9000"]
    for numbers in found.values():
        assert [number == 2.0 for number in numbers] == [False, False, True, True, False, False]


def test_targets_have_the_labels_of_a_cluster() -> None:
    (web, worker, postgres) = world("up").series(0)

    assert web.labels == {
        "cluster": "prod",
        "namespace": "archestra",
        "pod": "web-1",
        "job": "archestra-web",
        "instance": "web-1:9050",
    }
    assert worker.labels["job"] == "archestra-worker"
    assert postgres.labels == {
        "cluster": "prod",
        "namespace": "archestra",
        "job": "archestra-postgres",
        "instance": "postgres:9187",
    }


def test_a_database_is_called_after_the_platform_that_it_is_beside() -> None:
    names = ("pg_stat_activity_count", "kubelet_volume_stats_used_bytes")
    agyn = packs.platform("agyn")

    found = list(world(*names, platform=agyn, scenario="postgres-connections-full").series(0))

    assert {one.labels["job"] for one in found} == {"agyn-postgres"}
    full = {one.labels.get("usename") for one in found if "datname" in one.labels}
    assert "agyn" in full
    (volume,) = [one for one in found if "persistentvolumeclaim" in one.labels]
    assert volume.labels["persistentvolumeclaim"] == "data-agyn-postgresql-0"


def test_a_scenario_changes_the_series_of_that_platform() -> None:
    made = world(
        "pg_stat_activity_count",
        platform=packs.platform("agyn"),
        scenario="postgres-connections-full",
    )
    counts = [
        one.numbers
        for one in made.series(5)
        if (one.labels["state"], one.labels.get("application_name")) == ("idle", "agyn-worker")
    ]

    assert [max(numbers) > 100 for numbers in zip(*counts, strict=True)] == [
        False,
        False,
        True,
        True,
        False,
        False,
    ]


def test_a_process_that_is_down_leaves_nothing_but_up() -> None:
    found = stored(world("up", "database_pool_size_limit", scenario="gone"))

    assert found["up worker-1:9000"] == [1, 1, 0, 0, 1, 1]
    assert found["up web-1:9050"] == [1] * 6
    assert found["database_pool_size_limit worker-1:9000"] == [50, 50, None, None, 50, 50]


def test_one_of_two_replicas() -> None:
    found = stored(world("up", scenario="one-gone"))

    assert found["up worker-1:9000"] == [1] * 6
    assert found["up worker-2:9000"] == [1, 1, 0, 0, 1, 1]
    assert found["up web-2:9050"] == [1] * 6
    assert found["up postgres:9187"] == [1] * 6


def test_a_series_begins_when_it_is_born() -> None:
    new = {"source": "auth", "resource_type": "unknown"}
    change = Change(metric="audit_write_failures_total", where=new, rate=1.0)
    platform = replace(PLATFORM, scenarios={"s": Scenario(help="", changes=(change,))})

    found = world("audit_write_failures_total", scenario="s", platform=platform).series(3)

    (born,) = [one for one in found if one.labels["source"] == "auth"]
    assert list(born.numbers) == [None, None, 0, 60]
    assert born.labels["pod"] == "web-1"


def test_times_are_told_from_the_beginning_of_the_drill() -> None:
    found = stored(world("process_start_time_seconds"), 1)

    assert found["process_start_time_seconds web-1:9050"] == [-6 * 3600.0] * 2


def test_what_is_beside_the_platform() -> None:
    change = Change(metric="probe_success", level=0.0)
    platform = replace(PLATFORM, scenarios={"s": Scenario(help="", changes=(change,))})

    found = stored(world("probe_success", scenario="s", platform=platform))

    assert found == {"probe_success http://web:9000/ready": [1, 1, 0, 0, 1, 1]}


def test_a_job_gets_what_it_asks_for() -> None:
    found = list(world("up", provider=packs.provider("azure")).series(0))

    assert len(found) == 2 + len(packs.provider("azure").jobs)


def test_without_names_everything_is_stored() -> None:
    names = {one.name for one in world(names=None).series(0)}

    assert {"up", "llm_tokens_total", "pg_up", "probe_success"} <= names


def test_the_providers_changes_count_too() -> None:
    change = Change(metric="pg_up", level=0.0)
    helm = replace(packs.provider("helm"), scenarios={"lag": Scenario(help="", changes=(change,))})

    found = stored(world("pg_up", provider=helm))

    assert found["pg_up postgres:9187"] == [1, 1, 0, 0, 1, 1]
