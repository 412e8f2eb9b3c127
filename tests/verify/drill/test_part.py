from __future__ import annotations

import pytest

from archestra_ops import packs
from archestra_ops.errors import OpsError
from archestra_ops.prometheus.rules.model import Rule
from archestra_ops.verify.drill.part import Part, anchors, part, restricted
from tests.verify.drill.course import alert, course

RULES = course(
    Rule(record="a:b:rate5m", expr="rate(b_total[5m])"),
    Rule(record="a:b:sum1h", expr="sum_over_time(a:b:rate5m[1h] offset 10m)"),
    Rule(record="a:other:rate5m", expr="rate(other_total[5m])"),
    alert("a:b:sum1h > 1 and max_over_time(up[30m]) == 1", "A"),
    alert('{__name__=~"x.*"} > 1', "B"),
    alert("max_over_time(rate(c_total[5m])[2h:1m]) > 1", "C"),
).rules


def test_an_alert_comes_after_what_records_for_it() -> None:
    found = part(RULES, ["A"])

    assert [rule.record or rule.alert for rule in found.rules] == ["a:b:rate5m", "a:b:sum1h", "A"]
    assert found.names == {"b_total", "up"}
    assert found.reach == 3600 + 600 + 300


def test_several_alerts_share_what_is_recorded() -> None:
    assert len(part(RULES, ["A", "C"]).rules) == 4
    assert part(RULES, ["C"]).reach == 2 * 3600 + 300


def test_what_is_recorded_once_is_taken_once() -> None:
    rules = course(
        Rule(record="a:b:rate5m", expr="rate(b_total[5m])"),
        Rule(record="a:c:sum", expr="sum(a:b:rate5m)"),
        alert("a:b:rate5m > 1 and a:c:sum > 1", "A"),
        alert("a:c:sum > 2", "B"),
    ).rules

    found = part(rules, ["B", "A"])

    assert [rule.record or rule.alert for rule in found.rules] == [
        "a:b:rate5m",
        "a:c:sum",
        "A",
        "B",
    ]


def test_who_does_not_name_what_it_reads_reads_everything() -> None:
    assert part(RULES, ["B"]).names is None


def test_an_alert_that_is_not_there() -> None:
    with pytest.raises(OpsError, match=r"^no alert named 'D'$"):
        part(RULES, ["D"])


def test_a_pack_is_cut_to_what_is_read() -> None:
    archestra = packs.platform("archestra")
    names = frozenset({"llm_request_duration_seconds_count"})

    found = restricted(archestra, names, anchors(archestra))

    assert list(found.metrics) == [
        "llm_request_duration_seconds",
        "task_queue_stuck_tasks_reset_total",
        "database_pool_size_limit",
    ]
    assert list(found.traffic) == ["llm_call"]
    assert restricted(archestra, None, ()) is archestra
    assert anchors(packs.provider("helm")) == ("pg_up",)


def test_only_alerts_are_alerts() -> None:
    assert Part(RULES.groups[0].rules[:3], frozenset()).alerts == ()
