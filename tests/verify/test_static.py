from __future__ import annotations

from dataclasses import replace

import pytest

from archestra_ops.findings import Finding, Severity
from archestra_ops.grafana.board import Query
from archestra_ops.grafana.queries import TelemetryQuery
from archestra_ops.verify.outcome import FINE, Outcome, Status
from archestra_ops.verify.static import findings, judge
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


def test_findings_name_board_and_panel() -> None:
    sheet = of(
        panel("busy"),
        panel("sum(rate(cals_total[5m]))", title="Who calls?"),
        panel("sum by (rute) (rate(calls_total[5m]))", title="Where?"),
    )

    assert list(findings([sheet])) == [
        Finding(
            check="dashboards/missing-metric",
            severity=Severity.ERROR,
            subject="Small: Who calls?",
            message="no metric is called 'cals_total'",
            hint="did you mean 'calls_total'?",
        ),
        Finding(
            check="dashboards/missing-label",
            severity=Severity.ERROR,
            subject="Small: Where?",
            message="'calls_total' has no label 'rute'",
            hint="did you mean 'route'?",
        ),
    ]


def test_findings_name_the_panels_of_traces_and_logs_too() -> None:
    query = TelemetryQuery(panel="Which traces?", panel_id=7, source="tempo", text="${trace}")

    assert list(findings([replace(of(panel("busy")), traces_and_logs=(query,))])) == [
        Finding(
            check="dashboards/error",
            severity=Severity.ERROR,
            subject="Small: Which traces?",
            message="the pack of Acme knows nothing of traces and logs",
        ),
    ]
