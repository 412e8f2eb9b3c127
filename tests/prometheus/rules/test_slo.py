from __future__ import annotations

import pytest

from archestra_ops.errors import OpsError
from archestra_ops.prometheus.rules.model import DefinedGroup, Definition, LeftOut, Objective
from archestra_ops.prometheus.rules.slo import expanded
from archestra_ops.prometheus.rules.values import Values, read_values

VALUES = """\
slo:
  base: {value: 5m, unit: duration, reason: r}
  period: {value: 30d, unit: duration, reason: r}
  hold: {value: 2m, unit: duration, reason: r}
  tiers:
    quick:
      budget: {value: 0.02, unit: ratio, reason: r}
      long: {value: 1h, unit: duration, reason: r}
      short: {value: 5m, unit: duration, reason: r}
      severity: {value: critical, unit: text, reason: r}
  calls:
    objective: {value: 0.999, unit: ratio, reason: r}
    tiers: {value: [quick], unit: tiers, reason: r}
    least_errors: {value: 50, unit: calls, reason: r}
"""
ALERT = Definition(
    file="alerts/x/slo.yaml",
    line=4,
    group="slo",
    expr="",
    alert="CallsBurn",
    summary="Calls fail",
    labels={"team": "t"},
)
GROUP = DefinedGroup(
    name="slo",
    title="t",
    interval="1m",
    definitions=(),
    objectives=(
        Objective(name="calls", title="Calls", events="sum(e)", errors="sum(f)", alert=ALERT),
    ),
)


@pytest.fixture
def values(tmp_path) -> Values:
    path = tmp_path / "values.yaml"
    path.write_text(VALUES, "utf-8")
    return read_values(path, "values.yaml")


EVENTS = 'x:slo_events:increase{slo="calls"}'
ERRORS = 'x:slo_errors:increase{slo="calls"}'
TIER = '{slo="calls",burnrate_tier="quick"}'
OWN = {"slo": "calls"}
OF_TIER = {"slo": "calls", "burnrate_tier": "quick"}


def test_an_objective_becomes_recordings_and_alerts(values) -> None:
    group, left_out = expanded(GROUP, values, "x")

    assert left_out == ()
    assert [(one.name, one.expr, one.labels) for one in group.definitions] == [
        ("x:slo_events:increase", "sum(e)", OWN),
        ("x:slo_errors:increase", "(\n  sum(f)\n)\nor 0 * (\n  sum(e)\n)", OWN),
        ("x:slo_objective:ratio", "vector(0.999)", OWN),
        (
            "x:slo_error_budget:remaining_ratio",
            f"1 - sum_over_time({ERRORS}[30d]) / (sum_over_time({EVENTS}[30d]) > 0) / 0.001",
            OWN,
        ),
        (
            "x:slo_errors:ratio_long",
            f"sum_over_time({ERRORS}[1h]) / (sum_over_time({EVENTS}[1h]) > 0)",
            OF_TIER,
        ),
        ("x:slo_errors:ratio_short", f"{ERRORS} / ({EVENTS} > 0)", OF_TIER),
        ("x:slo_errors:increase_long", f"0.2 * sum_over_time({ERRORS}[1h])", OF_TIER),
        (
            "CallsBurn",
            (
                f"x:slo_errors:ratio_long{TIER} > 0.0144\n"
                f"  and x:slo_errors:ratio_short{TIER} > 0.0144\n"
                f"  and x:slo_errors:increase_long{TIER} >= 50"
            ),
            {"burnrate_tier": "quick", "slo": "calls", "team": "t"},
        ),
    ]
    alert = group.definitions[-1]
    assert (alert.severity, alert.hold, alert.entry["long"]) == ("critical", "2m", "1h")


def test_names_do_not_have_the_lengths_of_windows(values) -> None:
    other = values.with_settings({"slo.tiers.quick.long": "2h", "slo.period": "7d"})

    assert [one.name for one in expanded(GROUP, other, "x")[0].definitions] == [
        one.name for one in expanded(GROUP, values, "x")[0].definitions
    ]


def test_an_alert_that_no_error_ratio_reaches_is_left_out(values) -> None:
    lax = values.with_settings({"slo.calls.objective": "0.9"})

    group, left_out = expanded(GROUP, lax, "x")

    assert "CallsBurn" not in [one.name for one in group.definitions]
    assert left_out == (
        LeftOut(
            rule="CallsBurn",
            group="slo",
            reason="its tier 'quick' would need an error ratio of 1.44",
        ),
    )


def test_a_group_without_objectives_is_left_alone(values) -> None:
    group = DefinedGroup(name="llm", title="t", definitions=(ALERT,))

    assert expanded(group, values, "x") == (group, ())


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"slo.tiers.quick.short": "1m"}, "the window 1m is shorter than 'slo.base'"),
    ],
)
def test_values_that_make_no_objective_are_refused_with_its_place(
    values, settings, message: str
) -> None:
    with pytest.raises(OpsError) as caught:
        expanded(GROUP, values.with_settings(settings), "x")

    assert str(caught.value) == f"alerts/x/slo.yaml:4: 'calls': {message}"
