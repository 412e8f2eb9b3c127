from __future__ import annotations

import pytest

from tests.prometheus.rule_lint.rules import alert, file, told

NOTHING = (
    "it always fires: nothing in it compares",
    "say from which value on, as in … > 0.05",
)
BOOL = (
    "it always fires: 'bool' makes 0 of what is not the case, and 0 fires as well",
    "leave out 'bool', or compare the result: == 1",
)
PRESENCE = (
    "it fires for all series that there are, whatever their values",
    "fine where they only exist while it is the case; else compare, as in … > 0",
)


@pytest.mark.parametrize(
    "expr",
    [
        "up",
        "sum by (job) (llm_tokens_total)",
        "oom_kills * 2",
        "rate(x_total[5m])",
        "sum by (job) (rate(x_total[5m])) / sum by (job) (rate(y_total[5m]))",
        "changes(up[5m])",
        "up and other",
        "up > 1 or up",
        "up or up > 1",
        "abs(-up)",
        "vector(scalar(up))",
        "present_over_time(up[5m])",
    ],
)
def test_an_alert_without_a_condition_is_found(expr) -> None:
    assert told(file(alert(expr)), "always-firing") == [(5, "error", *NOTHING)]


@pytest.mark.parametrize(
    "expr",
    [
        'kube_pod_container_status_last_terminated_reason{reason="OOMKilled"}',
        "count by (pod) (oom_kills)",
        "oom_kills and on (pod) other",
        "a:elsewhere:recorded",
        "'{__name__=~\"a:.+\"}'",
    ],
)
def test_series_that_nobody_knows_may_come_and_go(expr) -> None:
    assert told(file(alert(expr)), "always-firing") == [(5, "info", *PRESENCE)]


def test_a_recorded_condition_is_one() -> None:
    over = "record: a:over\nexpr: sum by (a) (up) > 5"
    again = "record: a:again\nexpr: max_over_time(a:over[5m])"
    broken = "record: a:broken\nexpr: sum("

    for name in ("a:over", "sum(a:over)", "a:again", "a:broken", "up and a:over"):
        assert told(file(over, again, broken, alert(name)), "always-firing") == []


def test_a_recorded_value_is_none() -> None:
    rules = ("record: a:sum\nexpr: sum by (a) (up)", "record: a:self\nexpr: a:self / 2")

    assert told(file(*rules, alert("a:sum")), "always-firing") == [(9, "error", *NOTHING)]
    assert told(file(*rules, alert("rate(a:sum[5m])")), "always-firing") == [(9, "error", *NOTHING)]
    assert told(file(*rules, alert("a:self")), "always-firing") == []


@pytest.mark.parametrize(
    "expr", ["up == bool 0", "sum(up > bool 1)", "(up > bool 1) * on (job) other"]
)
def test_a_condition_that_leaves_nothing_out_is_found(expr) -> None:
    assert told(file(alert(expr)), "always-firing") == [(5, "error", *BOOL)]


@pytest.mark.parametrize(
    "expr",
    [
        "up == 0",
        "0 == up",
        "(up > bool 1) == 1",
        "absent(up)",
        "absent_over_time(up[5m])",
        "up unless other",
        "up and other > 1",
        "(up > 1) and other",
        "(up > 1) / other",
        "other - (up > 1)",
        "count(up == 0)",
        "up > 1 or other > 2",
        "absent(up) or up == 0",
        "max_over_time((up == 0)[5m:1m])",
        'ALERTS{alertstate="firing"}',
        "topk(3, up > 1)",
        "vector(1)",
        "1",
        " + ".join(["up"] * 150) + " > 1",
    ],
)
def test_a_condition_and_what_is_meant_to_fire_always_are_fine(expr) -> None:
    assert told(file(alert(expr)), "always-firing") == []


def test_a_recording_rule_has_no_condition() -> None:
    assert told(file("record: a\nexpr: sum(up)"), "always-firing") == []
