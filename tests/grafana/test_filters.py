from __future__ import annotations

import pytest

from archestra_ops.grafana.board import LogQuery, Query, TraceQuery, Variable
from archestra_ops.grafana.filters import (
    EXEMPT,
    INSTALLATION_MATCHERS,
    PLATFORM_MATCHERS,
    Filters,
)
from tests.grafana.small import PLATFORM, UNSEEN

IDENTITY = 'cluster=~"$cluster",namespace=~"$namespace",job=~"$job",instance=~"$instance"'
ROUTE = Variable(
    name="chosen", label="Route", query="label_values(calls_total, route)", filters="route"
)
STATUS = Variable(
    name="status", label="Status", query="label_values(calls_total, status)", filters="status"
)
FULL = Filters(PLATFORM, (ROUTE, STATUS), ("team", "site"))


def test_the_identity_is_the_installation_and_the_process() -> None:
    assert INSTALLATION_MATCHERS == ('cluster=~"$cluster"', 'namespace=~"$namespace"')
    assert ",".join(PLATFORM_MATCHERS) == IDENTITY


@pytest.mark.parametrize(
    ("given", "found"),
    [
        # It has both labels that can be chosen, and takes none of agents.
        ("calls_total", f'calls_total{{{IDENTITY},route=~"$chosen",status=~"$status"}}'),
        # It has one of them, on each of its samples, and takes agents' labels.
        (
            "wait_seconds_bucket",
            f'wait_seconds_bucket{{{IDENTITY},route=~"$chosen",team=~"$team",site=~"$site"}}',
        ),
        (
            "rate(wait_seconds_count[5m])",
            (
                f'rate(wait_seconds_count{{{IDENTITY},route=~"$chosen"'
                ',team=~"$team",site=~"$site"}[5m])'
            ),
        ),
        # It has neither.
        ("busy", f"busy{{{IDENTITY}}}"),
        # Prometheus' own has the identity, and no choice of the platform's.
        ("up", f"up{{{IDENTITY}}}"),
        # What it adds to a choice would be lost if the choice stood beside it.
        (
            'up{job=~"$job|mine"}',
            (
                'up{job=~"$job|mine",cluster=~"$cluster",namespace=~"$namespace"'
                ',instance=~"$instance"}'
            ),
        ),
        ('up{job=~"$jobs|mine"}', f'up{{job=~"$jobs|mine",{IDENTITY}}}'),
        # A name that is no sample of the histogram is not the metric.
        ("wait_seconds_max", f"wait_seconds_max{{{IDENTITY}}}"),
        # What it has already stays, before what is put in.
        (
            'calls_total{status="error"}',
            f'calls_total{{status="error",{IDENTITY},route=~"$chosen",status=~"$status"}}',
        ),
        # A selector without a name is of any metric: it may lack what can be chosen.
        ('{__name__=~"a|b"}', f'{{__name__=~"a|b",{IDENTITY}}}'),
        ('ALERTS{alertstate="firing"}', 'ALERTS{alertstate="firing"}'),
        ("job:calls:rate5m", "job:calls:rate5m"),
        ("vector(0)", "vector(0)"),
    ],
)
def test_a_selector_gets_what_fits_it(given: str, found: str) -> None:
    assert FULL.narrow(given) == found


def test_every_selector_of_an_expression_gets_its_own() -> None:
    assert FULL.narrow("sum(busy) / on () calls_total") == (
        f'sum(busy{{{IDENTITY}}}) / on () calls_total{{{IDENTITY},route=~"$chosen"'
        ',status=~"$status"}'
    )


def test_without_choices_there_is_only_the_identity() -> None:
    assert Filters(PLATFORM).narrow("wait_seconds_sum") == f"wait_seconds_sum{{{IDENTITY}}}"


def test_only_what_goes_to_prometheus_is_narrowed() -> None:
    traces, logs = TraceQuery(traceql="{ busy }"), LogQuery(logql='{a="busy"}')
    query = Query(expr="busy", legend="{{a}}", instant=True)

    assert Filters(PLATFORM).narrowed((traces, query, logs)) == (
        traces,
        Query(expr=f"busy{{{IDENTITY}}}", legend="{{a}}", instant=True),
        logs,
    )


def test_what_is_exempt_says_why() -> None:
    assert EXEMPT == {
        "ALERTS": "made by Prometheus from rules; an alert has the labels of its expression"
    }


def test_series_of_other_programs_are_narrowed_to_the_cluster_alone() -> None:
    # `kube_pods` has a label `route`, and a namespace that is not that of the scrape.
    filters = Filters(UNSEEN, (ROUTE, STATUS), ("team",))

    assert filters.narrow('sum by (namespace) (kube_pods{namespace=~"a.*"})') == (
        'sum by (namespace) (kube_pods{namespace=~"a.*",cluster=~"$cluster"})'
    )
    assert filters.narrow("said_total") == f'said_total{{{IDENTITY},route=~"$chosen"}}'
