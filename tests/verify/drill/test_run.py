from __future__ import annotations

import pytest

from archestra_ops.errors import OpsError
from archestra_ops.prometheus.rules.model import Rule
from archestra_ops.verify.drill.run import chosen, drill, drills
from archestra_ops.verify.drill.verdict import Verdict
from tests.verify.drill.course import SLOW, alert, course

LAG = f"max by (instance) ({SLOW})"


def drilled(*rules: Rule, **fields: object) -> Verdict:
    made = course(*rules, **fields)
    return drill(made, made.rules.definitions["A"])


def test_an_alert_that_is_proven() -> None:
    found = drilled(
        Rule(record="x:lag:max", expr=LAG),
        alert("x:lag:max > 1"),
        drill={"healthy": "5m", "lasts": "10m", "recovers": "5m"},
    )

    assert (found.problems, found.pending, found.firing, found.resolved) == ((), 0, 120, 600)
    assert found.states == ".....ppFFFFFFFF......"
    assert found.timing is not None
    assert found.timing.within == 300


@pytest.mark.parametrize(
    ("expr", "fields", "problem"),
    [
        (f"{LAG} > 3", {}, "it never fires in an incident of 10m"),
        (
            f"{LAG} > 0.0001",
            {},
            "it fires at 2m of the 5m in which all is well",
        ),
        (
            f"max_over_time({SLOW}[30m]) > 1",
            {},
            "it is not resolved 5m after the incident",
        ),
        (
            f"count_over_time(({SLOW} > 1)[30m:1m]) > 6",
            {"drill": {"healthy": "5m", "lasts": "10m", "recovers": "40m"}},
            None,
        ),
        (
            f"{LAG} > 0.7",
            {"scenario": "creeps"},
            "it fires after 8m, and has promised to within 5m",
        ),
        (
            f"{SLOW} > 1.5 and on (instance) database_pool_size_limit > 55",
            {},
            "it never fires in an incident of 10m",
        ),
        (
            "up == 0 and on (instance) lost_total > 1",
            {"scenario": "gone"},
            "its silence is not earned: while all is well, the expression sees no series",
        ),
        (
            f"{LAG} > 1",
            {"scenario": "leg"},
            "no scenario can make it fire: there is none named 'leg' (did you mean 'lag'?)",
        ),
        (f"{LAG} > 1", {"scenario": ""}, "no scenario can make it fire: its definition names none"),
        (
            f"{LAG} > 1",
            {"scenario": "steady"},
            "no scenario can make it fire: its definition names none",
        ),
    ],
)
def test_what_a_drill_fails_for(expr, fields, problem) -> None:
    told = {"drill": {"healthy": "5m", "lasts": "10m", "recovers": "5m"}} | fields

    found = drilled(alert(expr), **told)

    assert found.problems[:1] == (() if problem is None else (problem,))
    assert found.ok == (problem is None)


def test_each_rule_of_an_alert_has_to_fire() -> None:
    found = drilled(
        alert(f"{LAG} > 1", labels={"severity": "warning", "tier": "quick"}),
        alert(f"{LAG} > 3", labels={"severity": "info", "tier": "slow", "on": "{{ $value }}"}),
        drill={"healthy": "5m", "lasts": "10m", "recovers": "5m"},
    )

    assert found.problems == (
        "one of its rules never fires, that with severity info, tier slow, on {{ $value }}",
    )


def test_an_alert_that_fires_always() -> None:
    short = {"healthy": "5m", "lasts": "5m", "recovers": "5m"}

    found = drilled(alert("vector(1)", hold=""), scenario="", always=True, drill=short)
    assert (found.ok, found.states) == (True, "F" * 16)
    found = drilled(alert(f"{LAG} > 1", hold=""), scenario="", always=True, drill=short)
    assert found.problems == ("it is to fire always, and is silent at times",)


def test_what_is_left_out_is_said() -> None:
    found = drilled(left_out={"A": "helm has no cpu_utilization"})

    assert (found.ok, found.left_out) == (True, "helm has no cpu_utilization")


def test_many_are_drilled_in_their_order() -> None:
    names = ["A", "B", "C", "D"]
    rules = [alert(f"{LAG} > {i}", name) for i, name in enumerate(names)]
    made = course(*rules, drill={"healthy": "5m", "lasts": "10m", "recovers": "5m"})
    told: list[tuple[str, int, int]] = []

    found = drills(made, chosen(made.rules, ()), lambda *step: told.append(step))

    assert [(one.alert, one.ok) for one in found] == [
        ("A", False),
        ("B", True),
        ("C", False),
        ("D", False),
    ]
    assert told == [("drilling", i, 4) for i in (1, 2, 3, 4)]


def test_what_promtool_refuses_ends_it() -> None:
    made = course(alert("up + on () up > 1", "A"), alert(f"{LAG} > 1", "B"))

    with pytest.raises(OpsError, match="many-to-many"):
        drills(made, chosen(made.rules, ()))


def test_alerts_are_chosen_by_name() -> None:
    rules = course(alert("a > 1", "Aa"), alert("a > 1", "Bb")).rules

    assert [one.alert for one in chosen(rules, ["Bb"])] == ["Bb"]
    assert [one.alert for one in chosen(rules, [])] == ["Aa", "Bb"]
    with pytest.raises(OpsError, match=r"^no alert named 'Cb'$") as caught:
        chosen(rules, ["Cb"])
    assert caught.value.hint == "`ops alerts list` names them all"
