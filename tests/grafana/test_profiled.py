from __future__ import annotations

from dataclasses import replace

import pytest

from archestra_ops.grafana.board import LogQuery, Query, Row, TextVariable, Variable
from archestra_ops.grafana.fit import fit
from archestra_ops.grafana.left_out import LeftOut
from archestra_ops.grafana.profiled import profiled, why_not
from archestra_ops.packs.profile import applied
from tests.grafana.small import PLATFORM, PROFILED, PROVIDER, board, panel

NEW, OLD, BOTH = (applied(PROFILED, name) for name in ("new", "old", "both"))
CALLS = "sum by (model) (rate(new_calls_total[5m]))"


def exprs(made, platform) -> list[str]:
    return [query.expr for one in profiled(made, platform)[0].panels for query in one.promql]


def left_out(made, platform) -> list[LeftOut]:
    return profiled(made, platform)[1]


def test_a_platform_without_profiles_has_its_boards_as_they_are() -> None:
    made = board(panel("sum(nobody_knows)"))

    found, left = profiled(made, PLATFORM)

    assert found is made
    assert left == []


def test_series_are_asked_for_in_the_profiles_names() -> None:
    made = board(panel("histogram_quantile(0.9, sum by (le) (rate(new_wait_seconds_bucket[5m])))"))

    assert exprs(made, NEW) == [
        "histogram_quantile(0.9, sum by (le) (rate(new_wait_seconds_bucket[5m])))"
    ]
    assert exprs(made, OLD) == [
        "histogram_quantile(0.9, sum by (le) (rate(old_wait_seconds_bucket[5m])))"
    ]
    assert left_out(made, OLD) == []


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        (Query(expr="new_spans_total"), "profile 'old' has no 'new_spans_total'"),
        (
            Query(expr="sum by (route) (new_calls_total)"),
            "profile 'old' has no 'old_calls' with label 'route'",
        ),
        (
            Query(expr="sum(new_calls_total) + sum(new_calls_total{status='lost'})"),
            "profile 'old' has no 'old_calls' with status=\"lost\"",
        ),
        (
            Query(expr="sum by (model) (old_calls)", legend="{{model}} {{route}}"),
            "in profile 'old' it has no 'route' for the legend",
        ),
        (Query(expr="old_calls", legend="{{otel_scope}} {{job}}"), ""),
        (Query(expr="up"), ""),
        (Query(expr="kube_pods"), ""),
        (Query(expr="a:b:c"), ""),
        (Query(expr='old_calls{model=~"$model"}'), ""),
    ],
)
def test_what_the_profile_lacks_for_a_query(query: Query, reason: str) -> None:
    assert why_not(query, OLD) == reason


def test_a_panel_of_which_nothing_is_left_goes_and_is_named() -> None:
    rows = (
        Row(title="Spans", panels=(panel("new_spans_total", "rate(new_spans_total[5m])"),)),
        Row(title="Calls", panels=(panel(CALLS, title="How many?"),)),
    )
    found, left = profiled(board(rows=rows), OLD)

    assert [row.title for row in found.rows] == ["Calls"]
    reasons = ("profile 'old' has no 'new_spans_total'",)
    assert left == [LeftOut(panel="Is it well?", reasons=reasons, whole=True)]
    assert left[0].why("helm") == "profile 'old' has no 'new_spans_total'"


def test_a_panel_that_keeps_something_lacks_a_part() -> None:
    queries = (
        Query(expr="sum(new_calls_total)", legend="calls"),
        Query(expr="sum(new_spans_total)", legend="spans"),
    )
    made = board(panel(queries=queries))

    assert exprs(made, OLD) == ["sum(old_calls)"]
    reasons = ("profile 'old' has no 'new_spans_total'",)
    assert left_out(made, OLD) == [LeftOut(panel="Is it well?", reasons=reasons, whole=False)]


def test_of_a_question_in_several_names_one_is_enough() -> None:
    queries = (
        Query(expr="sum by (model) (new_spans_total)", legend="{{model}}"),
        Query(expr="sum by (model) (new_calls_total)", legend="{{model}}"),
        Query(expr="sum by (model_name) (old_hits_total)", legend="{{model_name}}"),
    )
    made = board(panel(queries=queries))

    assert exprs(made, NEW) == ["sum by (model) (new_calls_total)"]
    assert exprs(made, OLD) == [
        "sum by (model) (old_calls)",
        "sum by (model_name) (old_hits_total)",
    ]
    assert left_out(made, NEW) == left_out(made, OLD) == []


def test_a_question_for_now_is_another_than_one_for_the_whole_time() -> None:
    queries = (Query(expr="sum(new_calls_total)"), Query(expr="sum(new_spans_total)", instant=True))

    assert [one.whole for one in left_out(board(panel(queries=queries)), OLD)] == [False]


def test_what_is_written_twice_is_asked_for_once() -> None:
    queries = (
        Query(expr="sum(new_calls_total)"),
        Query(expr="sum(old_calls)"),
        Query(expr="sum(old_hits_total)"),
    )

    assert exprs(board(panel(queries=queries)), BOTH) == [
        "sum(new_calls_total)",
        "sum(old_hits_total)",
    ]
    assert why_not(queries[1], BOTH) == (
        "in profile 'both' 'old_calls' is counted as 'new_calls_total', too"
    )


def test_logs_and_signals_are_not_the_profiles_matter() -> None:
    log = LogQuery(logql='{job="new_spans_total"}')
    made = board(panel(queries=(log, Query(expr="sum by ([database]) ({{ connections_used }})"))))

    assert profiled(made, OLD) == (made, [])
    assert fit(made, OLD, PROVIDER)[1] == []


def choice(name: str, query: str) -> Variable:
    return Variable(name=name, label=name, query=query, filters=name)


def test_of_the_choices_of_one_name_the_first_that_can_be_listed_is_taken() -> None:
    new = choice("model", "label_values(new_calls_total, model)")
    typed = TextVariable(name="session", label="Session", help="Type.")
    choices = (
        choice("model", "label_values(new_spans_total, model)"),
        choice("model", "label_values(old_hits_total, model_name)"),
        new,
        typed,
        choice("span", 'label_values(new_spans_total{job="a,b"}, job)'),
    )
    made = board(panel(CALLS), variables=choices)

    assert [one.query for one in profiled(made, NEW)[0].variables if isinstance(one, Variable)] == [
        "label_values(new_calls_total, model)",
        'label_values(new_spans_total{job="a,b"}, job)',
    ]
    assert profiled(made, OLD)[0].variables == (choices[1], typed)


def test_a_choice_is_listed_by_the_profiles_names() -> None:
    made = board(panel(CALLS), variables=(choice("model", "label_values(new_calls_total, model)"),))

    assert profiled(made, OLD)[0].variables == (choice("model", "label_values(old_calls, model)"),)
    identity = 'cluster=~"$cluster",namespace=~"$namespace",job=~"$job",instance=~"$instance"'
    (row,) = fit(made, OLD, PROVIDER)[0].rows
    assert row.panels[0].queries[0].expr == (
        f'sum by (model) (rate(old_calls{{{identity},model=~"$model"}}[5m]))'
    )


def test_custom_labels_may_be_asked_for() -> None:
    query = Query(expr="sum by (acme_metadata_team) (new_calls_total)")
    made = board(panel(queries=(query,)))

    assert [one.whole for one in left_out(made, NEW)] == [True]
    assert profiled(made, NEW, ("acme_metadata_team",))[1] == []


def test_a_reason_names_what_the_provider_lacks() -> None:
    lacking = LeftOut(panel="Rows?", signals=("locks", "rows"), whole=True)

    assert lacking.why("helm") == "helm has no locks, rows"
    assert replace(lacking, signals=("locks",)).why("otel") == "otel has no locks"
