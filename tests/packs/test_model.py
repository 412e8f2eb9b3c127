from __future__ import annotations

import pytest

from archestra_ops import packs
from archestra_ops.packs.model import Label, Metric, Pack


def metric(**more):
    return Metric(**{"name": "x", "type": "gauge", "help": "x", "unit": "x"} | more)


def pack(*metrics, **more):
    return Pack(name="p", title="P", metrics={m.name: m for m in metrics}, **more)


@pytest.mark.parametrize(
    ("kind", "samples"),
    [
        ("gauge", ("x",)),
        ("counter", ("x",)),
        ("untyped", ("x",)),
        ("histogram", ("x_bucket", "x_sum", "x_count")),
        ("summary", ("x", "x_sum", "x_count")),
    ],
)
def test_samples_follow_from_the_type(kind, samples):
    assert metric(type=kind).samples == samples


def test_buckets_and_quantiles_carry_their_label():
    histogram = metric(type="histogram", labels=("a",))
    summary = metric(type="summary", labels=("a",))

    assert histogram.labels_of("x_bucket") == {"a", "le"}
    assert histogram.labels_of("x_sum") == {"a"}
    assert summary.labels_of("x") == {"a", "quantile"}
    assert summary.labels_of("x_count") == {"a"}


def test_metric_is_found_by_its_samples():
    histogram, gauge = metric(type="histogram"), metric(name="x_count_of_all")
    both = pack(histogram, gauge)

    assert both.metric_of("x_bucket") is histogram
    assert both.metric_of("x_count_of_all") is gauge
    assert both.metric_of("x") is None
    assert both.metric_of("y_bucket") is None


def test_values_are_the_metrics_own_before_the_labels():
    own = metric(labels=("a", "b", "c", "d"), values={"a": ("1",), "b": "unknown"})
    shared = {
        "a": Label(help="a", values=("1", "2"), open=False),
        "b": Label(help="b", values=("1",), open=False),
        "c": Label(help="c", values=("1",)),
        "d": Label(help="d", values=("1",), open=False),
    }
    found = pack(own, labels=shared)

    assert [found.values_of(own, label) for label in "abcde"] == [("1",), None, None, ("1",), None]


def test_scrape_asks_for_a_metric_by_its_parts():
    commits = metric(parts={"metric": "xact_commit", "aggregation": "total", "unit": "Count"})

    assert commits.asked_for({})
    assert commits.asked_for({"metric": ["xact_commit", "deadlocks"], "aggregation": ["total"]})
    assert not commits.asked_for({"metric": ["deadlocks"]})
    assert not commits.asked_for({"metric": ["xact_commit"], "aggregation": ["average"]})
    assert commits.asked_for({"interval": ["PT30M"], "template": ["{name}"]})
    assert metric().asked_for({"metric": ["deadlocks"]})


def test_a_pack_knows_of_no_former_names_by_itself():
    assert pack(metric()).successor_of("x") is None


@pytest.mark.parametrize(
    ("former", "now"),
    [
        ("llm_blocked_tool_total", "llm_blocked_tools_total"),
        ("agent_executions_total", "agent_runs_total"),
        (
            "runner_provision_duration_seconds_bucket",
            "agent_runtime_provision_duration_seconds_bucket",
        ),
        ("runners_active", ""),
        ("llm_cost_total", None),
        ("runners_active_total", None),
    ],
)
def test_a_platform_knows_what_became_of_a_name(former, now):
    assert packs.platform("archestra").successor_of(former) == now


def test_a_page_may_lack_the_optional_labels_and_no_others():
    assert metric(labels=("a", "b"), optional_labels=("b",)).sure_labels == {"a"}
    assert metric(labels=("a", "b")).sure_labels == {"a", "b"}
