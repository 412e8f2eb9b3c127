from __future__ import annotations

import pytest

from archestra_ops import packs
from archestra_ops.emitter.endpoints import page
from archestra_ops.packs.scenario import Change
from tests.emitter.playing import ARCHESTRA, START, playing, total


def test_a_gauge_is_held_and_then_as_it_was() -> None:
    made = playing(
        Change(metric="nodejs_eventloop_lag_p99_seconds", where={"process": "worker"}, level=2.5)
    )
    name = "nodejs_eventloop_lag_p99_seconds"

    made.advance(START + 45)
    assert total(made, "worker", name) < 0.1
    for moment in (60, 300, 645):
        made.advance(START + moment)
        assert total(made, "worker", name) == 2.5
        assert total(made, "web", name) < 0.1
    made.advance(START + 660)
    assert total(made, "worker", name) < 0.1


def test_a_gauge_grows_from_where_it_was() -> None:
    made = playing(Change(metric="database_pool_size_limit", grows=2.0))

    made.advance(START + 60)
    assert total(made, "web", "database_pool_size_limit") == 50
    made.advance(START + 360)
    assert total(made, "web", "database_pool_size_limit") == 650
    made.advance(START + 660)
    assert total(made, "web", "database_pool_size_limit") == 50


def test_a_clock_stands_still() -> None:
    name = "agent_runtime_health_collection_timestamp_seconds"
    made = playing(Change(metric=name, grows=0.0))

    made.advance(START + 600)
    assert total(made, "web", name) == START + 45
    made.advance(START + 675)
    assert total(made, "web", name) == START + 675


def test_a_state_is_another_one() -> None:
    name = "mcp_server_deployment_status"
    made = playing(Change(metric=name, where={"server_name": "github"}, state="failed"))

    def states() -> set[tuple[str, str]]:
        exposed = made.registries["web"].metrics[name]
        return {
            (own["server_name"], own["state"])
            for own, series in exposed.asked({})
            if series.values() == [1]
        }

    steady = states()
    made.advance(START + 60)
    assert states() == steady - {("github", "running")} | {("github", "failed")}
    made.advance(START + 660)
    assert states() == steady


def test_a_counter_keeps_what_it_counted_and_may_be_new() -> None:
    name = "audit_write_failures_total"
    new = {"source": "auth", "resource_type": "unknown"}
    made = playing(Change(metric=name, where=new, rate=0.1))

    made.advance(START + 45)
    before = total(made, "web", name)
    assert total(made, "web", name, **new) == 0
    made.advance(START + 360)
    assert total(made, "web", name, **new) == 30
    made.advance(START + 1200)
    assert total(made, "web", name, **new) == 58  # at the last step before the end
    assert total(made, "web", name) == before + 58
    assert total(made, "worker", name, **new) == 0


def test_traffic_changes_where_it_is_meant() -> None:
    made = playing(
        Change(
            activity="llm_call",
            where={"provider": "openai", "process": "web"},
            draw={"status_code": {"503": 1.0}},
        ),
        Change(activity="llm_call", where={"provider": "gemini"}, rate=0.0),
    )
    name = "llm_request_duration_seconds"

    def calls(home: str, **labels: str) -> float:
        return total(made, home, name, **labels)

    made.advance(START + 45)
    fine = calls("web", provider="openai", status_code="200")
    gemini = calls("web", provider="gemini")
    others = calls("web", provider="anthropic", status_code="200")
    worker = calls("worker", provider="openai", status_code="200")
    made.advance(START + 600)
    assert calls("web", provider="openai", status_code="200") == fine
    assert calls("web", provider="openai", status_code="503") > 100
    assert calls("web", provider="gemini") == gemini
    assert calls("web", provider="anthropic", status_code="200") > others
    assert calls("worker", provider="openai", status_code="200") > worker
    made.advance(START + 1200)
    assert calls("web", provider="openai", status_code="200") > fine


def test_what_vanishes_is_not_on_the_page() -> None:
    made = playing(
        Change(vanish=("llm_*", "up"), where={"process": "web"}),
        Change(vanish=("nodejs_heap_space_size_used_bytes",), where={"space": ("old", "new")}),
    )

    def lines(home: str, start: str) -> int:
        return sum(line.startswith(start) for line in page(made, home).splitlines())

    spaces = lines("web", "nodejs_heap_space_size_used_bytes{")
    assert lines("web", "llm_") > 0
    made.advance(START + 60)
    assert lines("web", "llm_") == 0
    assert lines("worker", "llm_") > 0
    assert lines("web", "nodejs_heap_space_size_used_bytes{") == spaces - 2
    made.advance(START + 660)
    assert lines("web", "llm_") > 0


def test_a_process_begins_anew() -> None:
    made = playing(Change(process="worker", condition="restarting"))
    name = "task_queue_tasks_completed_total"
    started = "process_start_time_seconds"

    made.advance(START + 60)
    assert total(made, "worker", started) == START - 6 * 3600
    before = total(made, "worker", name)
    made.advance(START + 240)
    assert total(made, "worker", started) == START + 240
    assert total(made, "worker", name) < before
    assert total(made, "web", started) == START - 6 * 3600
    made.advance(START + 660)
    assert total(made, "worker", started) == START + 600


def test_who_was_down_is_a_new_process() -> None:
    made = playing(Change(process="web", condition="down"))

    assert made.condition("web") == ""
    made.advance(START + 60)
    assert (made.condition("web"), made.condition("worker")) == ("down", "")
    made.advance(START + 660)
    assert made.condition("web") == ""
    assert total(made, "web", "process_start_time_seconds") == START + 660
    assert total(made, "worker", "process_start_time_seconds") == START - 6 * 3600


def test_one_process_for_all_meets_what_its_parts_meet() -> None:
    made = playing(Change(process="worker", condition="slow"), together=True)

    made.advance(START + 60)
    assert made.condition("web") == "slow"


@pytest.mark.parametrize(("replica", "expected"), [(1, "down"), (2, "")])
def test_a_change_may_be_of_one_replica(replica, expected) -> None:
    made = playing(Change(process="web", replica=1, condition="down"), replica=replica)

    made.advance(START + 60)
    assert made.condition("web") == expected


def test_a_provider_shows_it_with_its_next_point() -> None:
    name = "stackdriver_cloudsql_database_cloudsql_googleapis_com_database_up"
    made = playing(Change(metric=name, level=0.0), pack=packs.provider("cloudsql"))

    made.advance(START + 60 + 165 - 15)
    assert total(made, "postgres", name) == 1
    made.advance(START + 60 + 165)
    assert total(made, "postgres", name) == 0
    made.advance(START + 660 + 165)
    assert total(made, "postgres", name) == 1


def test_the_rest_of_a_pack_is_not_touched() -> None:
    made = playing(Change(metric="probe_success", level=0.0), Change(process="x", condition="down"))

    made.advance(START + 60)
    assert made.condition("web") == ""


def test_without_its_scenario_a_seed_gives_the_same_bytes() -> None:
    # The changes begin after what is looked at, or are of no pack that is played.
    played = playing(Change(activity="llm_call", rate=0.0), begins=START + 900)
    steady = playing(pack=ARCHESTRA)

    for made in (played, steady):
        made.advance(START + 600)
    assert page(played, "web") == page(steady, "web")
