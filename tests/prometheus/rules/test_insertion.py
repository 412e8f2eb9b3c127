from __future__ import annotations

from pathlib import Path

import pytest

from archestra_ops import packs
from archestra_ops.errors import OpsError
from archestra_ops.prometheus.rules.insertion import Insertion, bound_pattern
from archestra_ops.prometheus.rules.values import Values, read_values
from tests.prometheus.rules.small import folder


@pytest.fixture
def values(tmp_path: Path) -> Values:
    return read_values(folder(tmp_path) / "archestra" / "values.yaml", "values.yaml")


def insertion(values: Values, provider: str = "helm", **settings: object) -> Insertion:
    return Insertion(provider=packs.provider(provider), values=values, **settings)


@pytest.mark.parametrize(
    ("expr", "rendered"),
    [
        ("x > ${llm.error_ratio}", "x > 0.05"),
        ('x{y="${llm.text}"}', 'x{y="a \\"b\\" {{c}}"}'),
        ('x_bucket{le=~"${llm.error_ratio|bound}"}', 'x_bucket{le=~"0[.]05"}'),
        ("sum by ($by, provider) (x)", "sum by (cluster, namespace, provider) (x)"),
        ("sum by (provider, $by) (x)", "sum by (provider, cluster, namespace) (x)"),
        ("sum by ($by) (x)", "sum by (cluster, namespace) (x)"),
        ("sum by ($by_agent, model) (x)", "sum by (cluster, namespace, team, model) (x)"),
        ("x / on ($by) y", "x / on (cluster, namespace) y"),
        ("max by ($by, $identity) (x)", "max by (cluster, namespace, instance) (x)"),
        (
            "{{ connections_used }} > 1",
            "(sum by (cluster, namespace, instance) (pg_stat_activity_count)) > 1",
        ),
        (
            "sum by ($by, $identity, [database]) ({{ deadlocks }}) > 1",
            (
                "sum by (cluster, namespace, instance, datname) "
                "(sum by (cluster, namespace, instance, datname) "
                '(rate(pg_stat_database_deadlocks{datname!~"template.*|"}[10m]))) > 1'
            ),
        ),
    ],
)
def test_an_expression_gets_all_that_is_its(values, expr: str, rendered: str) -> None:
    assert insertion(values, agent_labels=["team"]).expression(expr, "10m") == rendered


@pytest.mark.parametrize(
    ("expr", "rendered"),
    [
        ("sum by ($by, provider) (x)", "sum by (provider) (x)"),
        ("sum by (provider, $by) (x)", "sum by (provider) (x)"),
        ("sum by (a, $by, b) (x)", "sum by (a, b) (x)"),
        ("sum by ($by) (x)", "sum by () (x)"),
        ("sum by ($by, $identity) (x)", "sum by (instance) (x)"),
    ],
)
def test_no_label_to_keep_leaves_no_comma(values, expr: str, rendered: str) -> None:
    assert insertion(values.with_settings({"by": ""})).expression(expr, "5m") == rendered


def test_a_label_that_is_kept_and_an_identity_stands_once(values) -> None:
    given = values.with_settings({"by": "instance"})

    assert insertion(given).expression("sum by ($by, $identity) (x)", "5m") == (
        "sum by (instance) (x)"
    )
    # The volume's claim is in a namespace, which is kept anyway.
    assert (
        insertion(values)
        .expression("max by ($by, $identity) ({{ storage_used }})", "5m")
        .startswith("max by (cluster, namespace, persistentvolumeclaim) (max by (cluster, namesp")
    )


@pytest.mark.parametrize(
    ("expr", "rendered"),
    [
        ("max by ($by, job, instance) (x)", "max by (job, instance) (x)"),
        (
            "x / on (instance, $by, job) group_left (pod, pod) y",
            "x / on (instance, job) group_left (pod) y",
        ),
        ("max without (pod) (x)", "max without (pod) (x)"),
    ],
)
def test_a_label_that_is_kept_and_named_stands_once(values, expr: str, rendered: str) -> None:
    found = insertion(values.with_settings({"by": "job"}))

    assert found.expression(expr, "5m") == rendered


def test_the_selector_goes_into_what_the_platform_exposes(values) -> None:
    given = values.with_settings({"selector": 'cluster="prod", job!="x"'})
    expr = (
        "a:b:c + x + ALERTS + kube_pod_info + kubelet_volume_stats_used_bytes "
        '+ prometheus_rule_evaluation_failures_total + up{job="x"}'
    )

    assert insertion(given).expression(expr, "5m") == (
        'a:b:c + x{cluster="prod",job!="x"} + ALERTS + kube_pod_info '
        "+ kubelet_volume_stats_used_bytes + prometheus_rule_evaluation_failures_total "
        '+ up{job="x",cluster="prod",job!="x"}'
    )


def test_signals_have_a_selector_of_their_own_beside(values) -> None:
    given = values.with_settings({"selector": 'cluster="p"', "postgres_selector": 'job="pg"'})
    one = insertion(given)

    assert one.expression("{{ longest_transaction }}", "5m") == (
        "max by (cluster, namespace, instance) "
        '(pg_stat_activity_max_tx_duration{state!="idle",backend_type!="autovacuum worker",'
        'cluster="p",job="pg"})'
    )
    # The kubelet's series have neither.
    assert "cluster=" not in one.expression("{{ storage_used }}", "5m")


def test_volumes_are_those_of_the_servers_namespace(values) -> None:
    given = values.with_settings({"postgres_selector": 'job="pg",namespace="agents"'})

    assert insertion(given).expression("{{ storage_used }}", "5m") == (
        "max by (cluster, namespace, persistentvolumeclaim) (kubelet_volume_stats_used_bytes"
        '{persistentvolumeclaim=~"data-.*postgresql.*",namespace="agents"})'
    )


@pytest.mark.parametrize(
    ("provider", "text"),
    [
        ("helm", "{{ $labels.datname }} on {{ $labels.instance }}"),
        ("azure", "{{ $labels.dimension }} on {{ $labels.resourceName }}"),
    ],
)
def test_annotations_name_the_providers_labels(values, provider: str, text: str) -> None:
    given = "{{ $labels.[database] }} on {{ $labels.[server] }}"

    assert insertion(values, provider).template(given, "{{ deadlocks }}") == text


@pytest.mark.parametrize(
    ("text", "rendered"),
    [
        ("{{ $value | humanize }} of [database]", "{{ $value | humanize }} of [database]"),
        ("{{ ${llm.error_ratio} | humanizePercentage }}", "{{ 0.05 | humanizePercentage }}"),
        ("over ${llm.error_ratio}", "over 0.05"),
        ("over ${each.usd}", "over 100"),
        ("${llm.text}", 'a "b" {{ "{{" }}c}}'),
        ("{{ ${llm.text} }}", '{{ "a \\"b\\" {{c}}" }}'),
    ],
)
def test_a_value_in_an_annotation_is_never_a_template(values, text: str, rendered: str) -> None:
    assert insertion(values, entry={"usd": "100"}).template(text, "x") == rendered


@pytest.mark.parametrize(
    ("expr", "message", "hint"),
    [
        (
            "x > ${llm.eror_ratio}",
            "no value named 'llm.eror_ratio'",
            "did you mean 'llm.error_ratio'?",
        ),
        ("x > ${each.eur}", "an entry has no 'eur'", "one of: usd"),
        ("x > ${llm.error_ratio|bond}", "no form named 'bond'", "did you mean 'bound'?"),
        ("sum by ($bye) (x)", "no placeholder named '$bye'", "did you mean 'by'?"),
        ("{{ deadlock }}", "no signal named 'deadlock'", "did you mean 'deadlocks'?"),
    ],
)
def test_what_cannot_be_put_in_is_refused(values, expr: str, message: str, hint: str) -> None:
    with pytest.raises(OpsError) as caught:
        insertion(values, entry={"usd": "1"}).expression(expr, "5m")

    assert (str(caught.value), caught.value.hint) == (message, hint)


def test_what_is_no_promql_in_the_end_is_refused(values) -> None:
    with pytest.raises(OpsError, match=r"expression 'sum by \(cluster, namespace \(x\)'"):
        insertion(values).expression("sum by ($by (x)", "5m")


@pytest.mark.parametrize(
    ("bound", "pattern"),
    [
        ("1", "1([.]0)?"),
        ("2.5", "2[.]5"),
        ("10", "10([.]0)?"),
        ("1.0", "1([.]0)?"),
        ("0.50", "0[.]5"),
    ],
)
def test_a_bound_is_matched_however_it_is_stored(bound: str, pattern: str) -> None:
    assert bound_pattern(bound) == pattern


@pytest.mark.parametrize("name", ["Pay $value", "[server]", "$by", "costs 5 ${llm.error_ratio}"])
def test_free_text_of_a_value_is_not_looked_into(values, name: str) -> None:
    one = insertion(values, entry={"name": name})

    assert (
        one.expression('x{agent_name="${each.name}"} > 1', "5m") == f'x{{agent_name="{name}"}} > 1'
    )
