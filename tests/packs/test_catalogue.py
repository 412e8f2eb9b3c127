from __future__ import annotations

from dataclasses import replace

import pytest

from archestra_ops import packs
from archestra_ops.errors import PackError
from archestra_ops.packs.catalogue import OPTIONAL_LABELS, PROMETHEUS, TARGET_LABELS, catalogue

ARCHESTRA, HELM = packs.platform("archestra"), packs.provider("helm")
KNOWN = catalogue(ARCHESTRA, HELM, custom_labels={"cost-centre": "42"})


@pytest.mark.parametrize(
    ("sample", "pack", "metric"),
    [
        ("llm_tokens_total", "archestra", "llm_tokens_total"),
        ("llm_token_usage_bucket", "archestra", "llm_token_usage"),
        ("http_request_summary_seconds", "archestra", "http_request_summary_seconds"),
        ("pg_up", "helm", "pg_up"),
        ("up", "prometheus", "up"),
    ],
)
def test_a_metric_is_found_by_its_samples(sample, pack, metric) -> None:
    found = KNOWN.find(sample)

    assert found is not None
    assert (found[0].name, found[1].name) == (pack, metric)


@pytest.mark.parametrize("sample", ["llm_tokens", "llm_token_usage", "up_total", "", "a:b"])
def test_what_no_pack_has_is_unknown(sample) -> None:
    assert KNOWN.find(sample) is None
    assert KNOWN.labels_of(sample) is None
    assert KNOWN.values_of(sample, "job") is None


@pytest.mark.parametrize(
    ("sample", "labels"),
    [
        ("up", set()),
        ("mcp_tool_call_duration_seconds_count", {"status", "tool_name", "cost_centre"}),
        ("mcp_tool_call_duration_seconds_bucket", {"le", "status", "cost_centre"}),
        ("http_request_summary_seconds", {"quantile", "route"}),
        ("ALERTS", {"alertname", "alertstate", "severity"}),
    ],
)
def test_labels_are_the_metrics_the_targets_and_custom_ones(sample, labels) -> None:
    assert KNOWN.labels_of(sample) >= labels | TARGET_LABELS


def test_custom_labels_are_on_what_takes_them_only() -> None:
    assert "cost_centre" not in KNOWN.labels_of("http_request_duration_seconds_count")
    assert "le" not in KNOWN.labels_of("http_request_duration_seconds_count")
    assert "cost_centre" not in catalogue(ARCHESTRA).labels_of("llm_tokens_total")


def test_custom_labels_that_become_one_are_refused() -> None:
    with pytest.raises(PackError):
        catalogue(ARCHESTRA, custom_labels={"a-b": "1", "a_b": "2"})


@pytest.mark.parametrize(
    ("sample", "label", "values"),
    [
        ("mcp_tool_calls_total", "status", ("success", "error")),
        ("mcp_tool_calls_total", "tool_name", None),
        ("llm_tokens_total", "agent_type", ("agent", "llm_proxy", "mcp_gateway", "profile", "")),
        ("rag_query_duration_seconds_sum", "search_type", ("vector", "hybrid")),
        ("ALERTS", "alertstate", ("pending", "firing")),
        ("up", "job", None),
        (
            "nodejs_gc_duration_seconds_bucket",
            "le",
            ("0.001", "0.01", "0.1", "1", "1.0", "2", "2.0", "5", "5.0", "+Inf"),
        ),
        ("nodejs_gc_duration_seconds_count", "kind", ("major", "minor", "incremental", "weakcb")),
        ("llm_time_to_first_byte_seconds_bucket", "le", None),  # its bounds are unknown
        ("llm_tokens_total", "le", None),
    ],
)
def test_values_are_listed_where_they_are_closed(sample, label, values) -> None:
    assert KNOWN.values_of(sample, label) == values


def test_large_bounds_are_spelt_as_prometheus_does() -> None:
    values = KNOWN.values_of("mcp_response_size_bytes_bucket", "le")

    assert values[-3:] == ("500000", "500000.0", "+Inf")


def test_all_samples_are_named() -> None:
    names = list(KNOWN.samples())

    assert {"up", "pg_up", "llm_token_usage_bucket", "llm_token_usage_count"} <= set(names)
    assert "llm_token_usage" not in names
    assert len(names) == len(set(names))


def test_what_prometheus_adds_to_every_scrape_is_known() -> None:
    # https://prometheus.io/docs/concepts/jobs_instances/
    assert PROMETHEUS.metrics.keys() - {"ALERTS"} == {
        "up",
        "scrape_duration_seconds",
        "scrape_samples_scraped",
        "scrape_samples_post_metric_relabeling",
        "scrape_series_added",
    }


def test_job_and_instance_are_on_everything() -> None:
    assert {"job", "instance"} == TARGET_LABELS - OPTIONAL_LABELS


def test_a_former_or_mistaken_name_has_a_successor_in_any_pack() -> None:
    assert KNOWN.successor_of("llm_blocked_tool_total") == "llm_blocked_tools_total"
    assert KNOWN.successor_of("pg_replication_lag") == "pg_replication_lag_seconds"
    assert KNOWN.successor_of("runners_active") == ""
    assert KNOWN.successor_of("llm_blocked_tools_total") is None
    assert KNOWN.successor_of("up") is None


def test_a_scrape_may_bring_more_labels() -> None:
    wider = replace(KNOWN, target_labels=frozenset({"team"}))

    assert "team" in (wider.labels_of("llm_cost_total") or ())
    assert "team" not in (KNOWN.labels_of("llm_cost_total") or ())
    assert wider.labels_of("nothing") is None


def test_what_a_provider_samples_rarely_has_samples_rarely() -> None:
    cloud = catalogue(packs.platform("archestra"), packs.provider("azure"))
    metric = "azure_microsoft_dbforpostgresql_flexibleservers_cpu_percent_average_percent"

    assert (cloud.interval_of("up"), cloud.interval_of("nothing")) == (15.0, 15.0)
    assert cloud.interval_of(metric) == 60.0
    assert replace(cloud, scrape_interval=120.0).interval_of(metric) == 120.0


def test_what_a_platform_may_have_on_any_series_is_on_all() -> None:
    astromesh = packs.platform("astromesh")
    found = catalogue(astromesh)

    assert found.target_labels == TARGET_LABELS | set(astromesh.extra_labels)
    assert "otel_scope_name" in (found.labels_of("astromesh_agent_runs_total") or ())
    assert KNOWN.target_labels == TARGET_LABELS


def test_of_what_a_server_has_its_labels_say_whether_a_scrape_brought_it() -> None:
    stored = {"llm_tokens_total": frozenset({"region"}), "pg_up": frozenset({"job", "instance"})}
    held = replace(KNOWN, stored=stored)

    tokens, known = held.labels_of("llm_tokens_total"), KNOWN.labels_of("llm_tokens_total")
    assert tokens is not None
    assert known is not None
    assert tokens ^ known == {"region", "job", "instance"}
    assert held.labels_of("pg_up") == KNOWN.labels_of("pg_up")
    assert held.labels_of("up") == KNOWN.labels_of("up")
