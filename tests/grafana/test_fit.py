from __future__ import annotations

from dataclasses import replace

import pytest

from archestra_ops.grafana.board import (
    Board,
    LogQuery,
    Panel,
    Query,
    Row,
    TextVariable,
    TraceQuery,
    Variable,
)
from archestra_ops.grafana.fit import fit, provider_matchers
from archestra_ops.grafana.left_out import LeftOut
from tests.grafana.small import PLATFORM, PROVIDER, board, panel

IDENTITY = 'cluster=~"$cluster",namespace=~"$namespace",job=~"$job",instance=~"$instance"'
SERVER = 'job=~"$pg_job",server=~"$pg_instance"'


def fitted(*panels: Panel) -> Panel:
    """The one panel of a board after it was made to fit."""
    (row,) = fit(board(*panels), PLATFORM, PROVIDER)[0].rows
    (found,) = row.panels
    return found


def expr(text: str) -> str:
    return fitted(panel(text)).queries[0].expr


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("up", f"up{{{IDENTITY}}}"),
        (
            'sum(rate(calls_total{status="error"}[5m])) / sum(rate(calls_total[5m]))',
            (
                f'sum(rate(calls_total{{status="error",{IDENTITY}}}[5m]))'
                f" / sum(rate(calls_total{{{IDENTITY}}}[5m]))"
            ),
        ),
        ('ALERTS{alertstate="firing"}', 'ALERTS{alertstate="firing"}'),
        ("job:calls:rate5m", "job:calls:rate5m"),
    ],
)
def test_the_platforms_selectors_get_the_identity_but_rules_series_do_not(given, found) -> None:
    assert expr(given) == found


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("{{ connections_used }}", f"sum by (server, db) (pg_used{{{SERVER}}})"),
        (
            "sum by ([database]) ({{ connections_used }})",
            f"sum by (db) (sum by (server, db) (pg_used{{{SERVER}}}))",
        ),
        (
            "max by ([server], [database]) ({{ connections_used }})",
            f"max by (server, db) (sum by (server, db) (pg_used{{{SERVER}}}))",
        ),
        (
            "{{ commits }}",
            f"sum by (server) (rate(pg_commits_total{{{SERVER}}}[$__rate_interval]))",
        ),
        (
            "{{ storage_used }}",
            'sum(disk_bytes{cluster=~"$cluster",namespace=~"$namespace"})',
        ),
        ("{{ exporter_error }}", 'max by (job) (exporter_ok{job=~"$pg_job"})'),
        (
            "{{ connections_used }} / on () group_left () sum(busy)",
            (
                f"(sum by (server, db) (pg_used{{{SERVER}}}))"
                f" / on () group_left () sum(busy{{{IDENTITY}}})"
            ),
        ),
    ],
)
def test_signals_are_bound_with_the_providers_identity(given, found) -> None:
    assert expr(given) == found


def test_what_is_not_about_one_server_is_picked_without_one() -> None:
    assert {name: provider_matchers(PROVIDER, name) for name in PROVIDER.signals} == {
        "connections_used": ('job=~"$pg_job"', 'server=~"$pg_instance"'),
        "commits": ('job=~"$pg_job"', 'server=~"$pg_instance"'),
        "storage_used": ('cluster=~"$cluster"', 'namespace=~"$namespace"'),
        "exporter_error": ('job=~"$pg_job"',),
    }


def test_roles_of_a_legend_become_labels() -> None:
    query = Query(expr="{{ connections_used }}", legend="[server]: [database]")
    (found,) = fitted(panel(queries=(query,))).queries

    assert found.legend == "{{server}}: {{db}}"


def test_the_server_of_a_legend_is_what_tells_the_signals_series_apart() -> None:
    query = Query(expr="{{ exporter_error }}", legend="[server]")

    assert fitted(panel(queries=(query,))).queries[0].legend == "{{job}}"


def test_a_panels_least_step_is_how_far_apart_the_providers_points_are() -> None:
    quick = replace(PROVIDER, sample_interval=30.0)
    both = board(panel("{{ commits }}", interval="5m"))

    assert fitted(panel("{{ commits }}")).interval == "1m"
    assert fitted(panel("up")).interval == ""
    assert fit(both, PLATFORM, quick)[0].rows[0].panels[0].interval == "5m"


def test_what_must_be_turned_on_is_said_where_it_is_needed() -> None:
    assert fitted(panel("{{ commits }}")).description == "It is.\n\nNeeds the option: turn it on."
    assert fitted(panel("{{ connections_used }}")).description == "It is."


def left_out(made: Board) -> list[LeftOut]:
    return fit(made, PLATFORM, PROVIDER)[1]


def test_a_panel_that_cannot_be_fed_is_left_out_and_named() -> None:
    made = board(panel("{{ locks }} / {{ locks_max }}"), panel("up", title="Other"))

    assert [p.title for p in fit(made, PLATFORM, PROVIDER)[0].rows[0].panels] == ["Other"]
    assert left_out(made) == [
        LeftOut(panel="Is it well?", signals=("locks", "locks_max"), whole=True)
    ]


def test_a_panel_loses_only_the_queries_that_cannot_be_fed() -> None:
    made = board(panel("{{ commits }}", "{{ rollbacks }}"))

    assert len(fit(made, PLATFORM, PROVIDER)[0].rows[0].panels[0].queries) == 1
    assert left_out(made) == [LeftOut(panel="Is it well?", signals=("rollbacks",), whole=False)]


def test_a_row_of_which_nothing_is_left_goes_too() -> None:
    rows = (
        Row(title="Empty", panels=(panel("{{ locks }}"),)),
        Row(title="Full", panels=(panel("up"),)),
    )

    assert [row.title for row in fit(board(rows=rows), PLATFORM, PROVIDER)[0].rows] == ["Full"]


def test_a_boards_choices_narrow_the_metrics_that_have_their_label() -> None:
    variables = (
        Variable(name="r", label="R", query="label_values(calls_total, route)", filters="route"),
        Variable(name="free", label="Free", query="label_values(calls_total, status)"),
        TextVariable(name="typed", label="Typed", help="Type."),
    )
    made = board(panel("sum(calls_total) / sum(busy)"), variables=variables)

    (row,) = fit(made, PLATFORM, PROVIDER)[0].rows
    assert row.panels[0].queries[0].expr == (
        f'sum(calls_total{{{IDENTITY},route=~"$r"}}) / sum(busy{{{IDENTITY}}})'
    )


def test_choices_and_agents_labels_do_not_narrow_the_providers_signals() -> None:
    choice = Variable(name="d", label="D", query="label_values(pg_used, db)", filters="db")
    expr = "{{ connections_used }} / on () group_left () sum(rate(wait_seconds_count[5m]))"
    made = board(panel(expr), variables=(choice,))

    (row,) = fit(made, PLATFORM, PROVIDER, ("team",))[0].rows
    assert row.panels[0].queries[0].expr == (
        f"(sum by (server, db) (pg_used{{{SERVER}}})) / on () group_left ()"
        f' sum(rate(wait_seconds_count{{{IDENTITY},team=~"$team"}}[5m]))'
    )


def test_questions_for_traces_and_logs_stay_as_they_are() -> None:
    queries = (TraceQuery(traceql="{ calls_total }"), LogQuery(logql='{job="calls_total"}'))

    assert fitted(panel(queries=queries)).queries == queries
