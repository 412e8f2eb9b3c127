from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archestra_ops import packs, promql
from archestra_ops.errors import PackError
from archestra_ops.packs.configure import configure

LEFT = (
    "resourceID",
    "resourceName",
    "resourceGroup",
    "subscriptionID",
    "subscriptionName",
    "interval",
    "timespan",
    "tag_owner",
)


def named(template: str, **options: str):
    return configure(packs.provider("azure"), {"name_template": template} | options)


def test_default_names_are_those_of_the_default_template():
    azure = packs.provider("azure")

    # The type's case says that the names were made anew.
    again = named("azure_{type}_{metric}_{aggregation}_{unit}_")
    assert list(again.metrics) == [f"{name}_" for name in azure.metrics]


@pytest.mark.parametrize(
    ("template", "name", "labels"),
    [
        ("{name}_{metric}_{aggregation}_{unit}", "azure_pg_cpu_percent_average_percent", ()),
        ("azure_{metric}_{aggregation}", "azure_cpu_percent_average", ("unit",)),
        ("AZ {metric}.{unit}!", "az_cpu_percent_percent", ("aggregation",)),
    ],
)
def test_name_is_the_template_filled_in_and_cleaned(template, name, labels):
    azure = named(template, name="azure_pg")

    assert azure.metrics[name].labels == (*LEFT, *labels)
    assert azure.signals["cpu_utilization"].expr.startswith(f"max by (resourceName) ({name}")


def test_part_that_the_name_lacks_is_a_label_and_a_matcher():
    azure = named("azure_{metric}_{aggregation}")

    assert azure.signals["commits"].expr == (
        "sum by (resourceName, dimension)"
        ' (avg_over_time(azure_xact_commit_total{unit="Count"}[$window])) / 60'
    )
    assert azure.signals["idle_in_transaction"].expr == (
        "sum by (resourceName) (azure_sessions_by_state_maximum"
        '{dimension=~"(?i)idle.in.transaction.*",unit="Count"})\n'
        'or 0 * sum by (resourceName) (azure_sessions_by_state_maximum{unit="Count"})'
    )
    (emit,) = azure.metrics["azure_xact_commit_total"].emit
    assert emit.labels == {"unit": "Count"}


def test_exporters_own_default_is_one_metric_for_all():
    azure = named("{name}")

    assert list(azure.metrics) == ["azurerm_resource_metric"]
    metric = azure.metrics["azurerm_resource_metric"]
    assert metric.labels == (*LEFT, "metric", "aggregation", "unit", "dimension")
    assert (metric.type, metric.delta, metric.needs, metric.unit) == ("gauge", False, "", "various")
    assert metric.parts == {}
    assert azure.anchors == ("azurerm_resource_metric",)
    assert azure.signals["transaction_id_utilization"].expr == (
        "max by (resourceName) (azurerm_resource_metric"
        '{metric="maximum_used_transactionIDs",aggregation="maximum",unit="Count"}) / 2147483648'
    )
    series = [emit.labels["metric"] for emit in metric.emit]
    assert len(series) == sum(len(m.emit) for m in packs.provider("azure").metrics.values())


def test_metrics_that_share_a_name_keep_what_they_have_in_common():
    azure = named("azure_{metric}")

    connections = azure.metrics["azure_active_connections"]
    assert connections.parts == {"metric": "active_connections", "unit": "Count"}
    assert connections.unit == "connections"
    assert connections.help == "2 metrics, told apart by labels"
    assert [emit.labels["aggregation"] for emit in connections.emit] == ["average", "maximum"]


def test_jobs_ask_for_the_names():
    assert {job.params["template"] for job in named("{name}").jobs} == {("{name}",)}


@pytest.mark.parametrize(
    ("template", "message", "hint"),
    [
        (
            "azure_{metrics}",
            "option 'name_template' has no field 'metrics'",
            "did you mean 'metric'?",
        ),
        (
            "azure_{metric}_{dimension}",
            "option 'name_template' has no field 'dimension'",
            "one of: aggregation, metric, name, type, unit",
        ),
        (
            "1_{unit}",
            "option 'name_template' gives '1_count', which is no metric name",
            "start it with a letter",
        ),
        ("!", "option 'name_template' gives '', which is no metric name", "start it with a letter"),
    ],
)
def test_template_that_names_no_metric_is_refused(template, message, hint):
    with pytest.raises(PackError) as refused:
        named(template)

    assert (str(refused.value), refused.value.hint) == (message, hint)


FIELDS = st.lists(st.sampled_from(["{metric}", "{aggregation}", "{unit}", "{type}", "{name}", "x"]))


@given(FIELDS)
def test_every_signal_names_one_metric_and_tells_it_from_the_others(fields):
    plain, azure = packs.provider("azure"), named("a_" + "_".join(fields))

    for name, binding in azure.signals.items():
        before, after = promql.selectors(plain.signals[name].expr), promql.selectors(binding.expr)
        for old, new in zip(before, after, strict=True):
            parts = plain.metrics[old.name or ""].parts
            told = {m.label: m.value for m in new.matchers if m.label in parts}
            assert told == {k: v for k, v in parts.items() if f"{{{k}}}" not in fields}
            assert told.keys() <= set(azure.metrics[new.name or ""].labels)
