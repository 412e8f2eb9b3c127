from __future__ import annotations

from dataclasses import replace

import pytest

from archestra_ops.grafana.board import Query
from archestra_ops.verify.outcome import FINE, Outcome, Status
from archestra_ops.verify.static import judge
from tests.grafana.small import panel
from tests.verify.sheets import of


def told(expr: str, legend: str = "") -> Outcome:
    sheet = of(panel(queries=(Query(expr=expr, legend=legend),)))
    return judge(sheet.panels[0], sheet)


@pytest.mark.parametrize(
    ("expr", "legend"),
    [
        ("sum by (route) (rate(calls_total[$__rate_interval]))", "{{route}}"),
        ("acme_up", "{{job}} {{instance}}"),
        ("{{ connections_used }}", "[server] [database]"),
        ("histogram_quantile(0.9, sum by (le) (rate(wait_seconds_bucket[$__range])))", "p90"),
        ("job:calls:rate5m", "{{anything}}"),
        ("sum(rate(calls_total[5m])) / (sum(rate(wait_seconds_count[5m])) + 1)", ""),
    ],
)
def test_a_sound_query_is_fine(expr: str, legend: str) -> None:
    assert told(expr, legend) is FINE


@pytest.mark.parametrize(
    ("expr", "status", "reason", "hint"),
    [
        (
            "sum(rate(cals_total[5m]))",
            Status.MISSING_METRIC,
            "no metric is called 'cals_total'",
            "did you mean 'calls_total'?",
        ),
        (
            "sum by (rute) (rate(calls_total[5m]))",
            Status.MISSING_LABEL,
            "'calls_total' has no label 'rute'",
            "did you mean 'route'?",
        ),
        (
            'sum(rate(calls_total{status="failed"}[5m]))',
            Status.ERROR,
            "no 'calls_total' has status=\"failed\"",
            "values of 'status': 'ok', 'error'",
        ),
        (
            "sum(rate(busy[5m]))",
            Status.ERROR,
            "rate() of gauge 'busy'",
            "use delta()",
        ),
        (
            "sum(calls_total)",
            Status.ERROR,
            "counter 'calls_total' is read as it is",
            "take its rate() or increase()",
        ),
        (
            'busy{agent=~"$agent"}',
            Status.MISSING_LABEL,
            "'busy' has no label 'agent'",
            "",
        ),
        (
            'calls_total{route=~"$agent"} > bool 0 and rate(calls_total[5m])',
            Status.ERROR,
            "counter 'calls_total' is read as it is",
            "take its rate() or increase()",
        ),
        (
            'rate(calls_total{route=~"$agent"}[5m])',
            Status.ERROR,
            "it uses $agent, which the board does not define",
            "define the variable, or take it out",
        ),
    ],
)
def test_what_is_wrong_is_named_with_what_to_do(expr, status, reason, hint) -> None:
    found = told(expr)

    assert (found.status, found.reason) == (status, reason)
    assert found.hint.startswith(hint)


def test_what_does_not_parse_is_an_error() -> None:
    sheet = of(panel("up"))
    found = judge(replace(sheet.panels[0], expr="sum(up"), sheet)

    assert found.status is Status.ERROR
    assert found.reason.startswith("expression 'sum(up'")


@pytest.mark.parametrize(
    ("expr", "lost"),
    [
        ("sum(rate(calls_total[5m]))", "route"),
        ("sum by (status) (rate(calls_total[5m]))", "route"),
        ("sum without (route) (rate(calls_total[5m]))", "route"),
        ("acme_up", "route"),
    ],
)
def test_a_legend_must_name_what_the_expression_keeps(expr: str, lost: str) -> None:
    assert told(expr, "{{route}}") == Outcome(
        Status.ERROR,
        f"the legend names '{lost}', which the expression does not keep",
        "keep it in by (…), or take it out of the legend",
    )
