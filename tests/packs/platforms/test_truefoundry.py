"""TrueFoundry's pack against the documentation, the vendor's dashboards and its chart."""

from __future__ import annotations

import pytest

from archestra_ops import packs
from archestra_ops.packs.model import Platform

# The table of names by generation: from 0.136 on, 0.71 to 0.100, 0.107 to 0.135, and the latter
# with _total on every counter. Sources: the documentation on monitoring, the announcement of
# v0.136, the history of truefoundry/infra-charts llm-gateway-metrics.json (2025-07 to 2026-07).
NAMES = """
requests_total -- requests_total requests_total
input_tokens_total input_tokens input_tokens input_tokens_total
output_tokens_total output_tokens output_tokens output_tokens_total
request_cost_total request_total_cost request_total_cost request_total_cost_total
request_processing_ms request_processing_ms request_processing_ms request_processing_ms
first_token_latency_ms first_token_latency_ms first_token_latency_ms first_token_latency_ms
inter_token_latency_ms inter_token_latency_ms inter_token_latency_ms inter_token_latency_ms
request_model_inference_failure_total request_model_inference_failure request_model_inference_failure request_model_inference_failure_total
config_parsing_failures_total config_parsing_failures config_parsing_failures config_parsing_failures_total
rate_limit_applied_total -- rate_limit_applied_total rate_limit_applied_total
rate_limit_nominated_total -- rate_limit_nominated_total rate_limit_nominated_total
budget_applied_total -- budget_applied_total budget_applied_total
budget_nominated_total -- budget_nominated_total budget_nominated_total
budget_usage -- budget_usage budget_usage
load_balanced_requests_total load_balanced_requests_total load_balanced_requests_total load_balanced_requests_total
guardrail_requests_total -- guardrail_requests_total guardrail_requests_total
guardrail_execution_latency_ms -- guardrail_execution_latency_ms guardrail_execution_latency_ms
agent_requests_total -- agent_requests_total agent_requests_total
agent_request_duration_ms agent_request_duration_ms agent_request_duration_ms agent_request_duration_ms
agent_request_tool_calls agent_request_tool_calls_total agent_request_tool_calls_total agent_request_tool_calls_total
agent_request_iteration_limit_reached_total agent_request_iteration_limit_reached_total agent_request_iteration_limit_reached_total agent_request_iteration_limit_reached_total
agent_llm_latency_ms agent_llm_latency_ms agent_llm_latency_ms agent_llm_latency_ms
agent_tool_calls_total agent_tool_calls_total agent_tool_calls_total agent_tool_calls_total
agent_tool_latency_ms agent_tool_latency_ms agent_tool_latency_ms agent_tool_latency_ms
agent_mcp_connect_latency_ms agent_mcp_connect_latency_ms agent_mcp_connect_latency_ms agent_mcp_connect_latency_ms
spans_accepted_total -- -- --
spans_exported_total -- -- --
span_drops_total -- -- --
"""  # noqa: E501 - a line a metric
ROWS = [line.split() for line in NAMES.strip().splitlines()]
ONLY_GEN1 = {
    "llm_gateway_rate_limit_requests_total",
    "llm_gateway_budget_requests_total",
    "llm_gateway_fallback_requests_total",
    "llm_gateway_guardrails_requests_total",
}
HISTOGRAMS = {
    "ai_gateway_request_processing_ms",
    "ai_gateway_first_token_latency_ms",
    "ai_gateway_inter_token_latency_ms",
    "ai_gateway_guardrail_execution_latency_ms",
    "ai_gateway_agent_request_duration_ms",
    "ai_gateway_agent_request_tool_calls",
    "ai_gateway_agent_llm_latency_ms",
    "ai_gateway_agent_tool_latency_ms",
    "ai_gateway_agent_mcp_connect_latency_ms",
}
REQUEST = ("model_name", "tenant_name", "username")
# What a metric has beside the three common labels.
BESIDE = {
    "ai_gateway_request_model_inference_failure_total": ("error_code", "exception_class"),
    "ai_gateway_rate_limit_applied_total": ("ruleId",),
    "ai_gateway_rate_limit_nominated_total": ("ruleId",),
    "ai_gateway_budget_applied_total": ("ruleId",),
    "ai_gateway_budget_nominated_total": ("ruleId",),
    "ai_gateway_load_balanced_requests_total": ("ruleId",),
    "ai_gateway_guardrail_requests_total": ("guardrail_fqn", "result"),
    "ai_gateway_guardrail_execution_latency_ms": ("guardrail_fqn",),
    "ai_gateway_agent_request_duration_ms": ("status",),
    "ai_gateway_agent_request_iteration_limit_reached_total": ("iteration_limit",),
    "ai_gateway_agent_llm_latency_ms": ("iteration_number", "status"),
}
OWN = {
    "ai_gateway_budget_usage": ("ruleId",),
    "ai_gateway_agent_tool_calls_total": (
        "tool_name", "integration_fqn", "tenant_name", "username",
    ),
    "ai_gateway_agent_tool_latency_ms": (
        "tool_name", "integration_fqn", "status", "tenant_name", "username",
    ),
    "ai_gateway_agent_mcp_connect_latency_ms": ("integration_fqn", "tenant_name", "username"),
    "ai_gateway_spans_accepted_total": ("tenant_name",),
    "ai_gateway_spans_exported_total": ("tenant_name", "outcome", "reason"),
    "ai_gateway_span_drops_total": ("tenant_name", "reason"),
}  # fmt: skip
WITH_METADATA = {
    "ai_gateway_input_tokens_total",
    "ai_gateway_output_tokens_total",
    "ai_gateway_request_cost_total",
    "ai_gateway_request_processing_ms",
    "ai_gateway_first_token_latency_ms",
    "ai_gateway_inter_token_latency_ms",
    "ai_gateway_request_model_inference_failure_total",
    "ai_gateway_config_parsing_failures_total",
    "ai_gateway_rate_limit_applied_total",
    "ai_gateway_rate_limit_nominated_total",
    "ai_gateway_budget_applied_total",
    "ai_gateway_budget_nominated_total",
    "ai_gateway_load_balanced_requests_total",
}


def pack(profile: str = "") -> Platform:
    return packs.platform("truefoundry", profile)


def names(column: int, prefix: str) -> set[str]:
    return {f"{prefix}_gateway_{row[column]}" for row in ROWS if row[column] != "--"}


def test_profiles() -> None:
    assert packs.profiles("truefoundry") == ("ai", "transition", "gen1", "gen2", "gen2-total")
    assert pack().profile == "ai"


@pytest.mark.parametrize(
    ("profile", "wanted"),
    [
        ("ai", names(0, "ai")),
        ("transition", names(0, "ai") | names(3, "llm")),
        ("gen1", names(1, "llm") | ONLY_GEN1),
        ("gen2", names(2, "llm")),
        ("gen2-total", names(3, "llm")),
    ],
)
def test_each_profile_has_exactly_the_names_of_its_generation(
    profile: str, wanted: set[str]
) -> None:
    assert set(pack(profile).metrics) == wanted


@pytest.mark.parametrize(("profile", "column"), [("gen1", 1), ("gen2", 2), ("gen2-total", 3)])
def test_each_name_is_what_the_newest_is_called_there(profile: str, column: int) -> None:
    found = pack(profile)
    for row in ROWS:
        new = pack().metrics[f"ai_gateway_{row[0]}"]
        if row[column] == "--":
            assert f"llm_gateway_{row[0]}" not in found.metrics
            continue
        old = found.metrics[f"llm_gateway_{row[column]}"]
        renamed = [found.renamed[sample] for sample in new.samples]
        assert renamed == [*old.samples], row[0]
        assert (old.type, old.labels, old.unit) == (new.type, new.labels, new.unit)


def test_what_is_written_twice_is_known_to_be_the_same() -> None:
    twins = {name: metric.twin for name, metric in pack("transition").metrics.items()}

    assert twins == {
        **dict.fromkeys(names(0, "ai"), ""),
        **{f"llm_gateway_{r[3]}": f"ai_gateway_{r[0]}" for r in ROWS if r[3] != "--"},
    }


def test_types() -> None:
    metrics = pack().metrics
    gauges = {"ai_gateway_budget_usage"}

    assert {n for n, m in metrics.items() if m.type == "histogram"} == HISTOGRAMS
    assert {n for n, m in metrics.items() if m.type == "gauge"} == gauges
    counters = {n for n, m in metrics.items() if m.type == "counter"}
    assert counters == metrics.keys() - HISTOGRAMS - gauges
    assert all(name.endswith("_total") for name in counters)


def test_no_bucket_bound_is_known() -> None:
    for profile in packs.profiles("truefoundry"):
        for metric in pack(profile).metrics.values():
            assert metric.buckets == ("unknown" if metric.type == "histogram" else None)


def test_times_are_in_milliseconds() -> None:
    units = {n: m.unit for n, m in pack().metrics.items() if n.endswith("_ms")}

    assert units.keys() == HISTOGRAMS - {"ai_gateway_agent_request_tool_calls"}
    assert set(units.values()) == {"milliseconds"}


def test_labels() -> None:
    usual = {n: (*REQUEST, *BESIDE.get(n, ())) for n in pack().metrics.keys() - OWN.keys()}

    assert {n: m.labels for n, m in pack().metrics.items()} == usual | OWN


def test_labels_of_metadata() -> None:
    found = pack()

    assert found.custom_labels_prefix == "llm_gateway_metadata_"
    assert {n for n, m in found.metrics.items() if m.custom_labels} == WITH_METADATA
    assert {n for n in ONLY_GEN1 if pack("gen1").metrics[n].custom_labels} == ONLY_GEN1


def test_values_of_labels() -> None:
    metrics = pack().metrics

    assert metrics["ai_gateway_spans_exported_total"].values == {
        "outcome": ("success", "failed"),
        "reason": ("", "timeout", "connection_refused", "http_4xx", "http_5xx", "unknown"),
    }
    assert metrics["ai_gateway_span_drops_total"].values == {
        "reason": (
            "should_trace_false",
            "missing_created_by_subject_child",
            "missing_created_by_subject_root",
        )
    }
    # The vendor does not say which there are.
    assert metrics["ai_gateway_guardrail_requests_total"].values == {"result": "unknown"}


@pytest.mark.parametrize(
    ("profile", "unseen"),
    [
        ("ai", {"ai_gateway_config_parsing_failures_total", "ai_gateway_agent_llm_latency_ms"}),
        (
            "gen1",
            {
                "llm_gateway_config_parsing_failures",
                "llm_gateway_agent_llm_latency_ms",
                "llm_gateway_guardrails_requests_total",
            },
        ),
    ],
)
def test_what_no_dashboard_of_the_vendors_asks_for_is_not_seen(
    profile: str, unseen: set[str]
) -> None:
    assert pack(profile).unseen == unseen


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("llm_gateway_request_cost", "ai_gateway_request_cost_total"),
        ("llm_gateway_request_total_cost", "ai_gateway_request_cost_total"),
        ("llm_gateway_request_total_cost_total", "ai_gateway_request_cost_total"),
        ("llm_gateway_input_tokens", "ai_gateway_input_tokens_total"),
        ("llm_gateway_input_tokens_total", "ai_gateway_input_tokens_total"),
        (
            "llm_gateway_agent_request_tool_calls_total_sum",
            "ai_gateway_agent_request_tool_calls_sum",
        ),
        ("llm_gateway_rate_limit_requests_total", "ai_gateway_rate_limit_applied_total"),
        ("llm_gateway_guardrails_requests_total", "ai_gateway_guardrail_requests_total"),
        ("llm_gateway_fallback_requests_total", ""),
    ],
)
def test_older_names_and_what_they_are_called_now(old: str, new: str) -> None:
    assert pack().successor_of(old) == new


def test_the_documented_name_of_the_cost_is_not_that_of_the_page() -> None:
    assert pack("gen1").successor_of("llm_gateway_request_cost") == "llm_gateway_request_total_cost"


@pytest.mark.parametrize("profile", packs.profiles("truefoundry"))
def test_the_gateway(profile: str) -> None:
    found = pack(profile)
    (gateway,) = found.processes.values()
    prefix = "ai" if profile in ("ai", "transition") else "llm"

    assert (gateway.job, gateway.port, gateway.path) == ("tfy-llm-gateway", 8787, "/metrics")
    assert gateway.anchor == f"{prefix}_gateway_request_processing_ms_count"
    assert gateway.honor_labels
    assert gateway.kubernetes is not None
    assert gateway.kubernetes.pods == {"app.kubernetes.io/name": "tfy-llm-gateway"}
    assert gateway.kubernetes.port == "http"
    assert (found.page, found.postgres) == ("text", False)
    assert [(p.process, p.path, p.status) for p in found.probes] == [("gateway", "/", (200,))]


def test_setup() -> None:
    texts = {one.name: one.text for one in pack().setup}

    assert list(texts) == ["otlp-push", "metadata-labels", "one-monitor"]
    assert 'ENABLE_OTEL_METRICS: "true"' in texts["otlp-push"]
    assert "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: " in texts["otlp-push"]
    assert "OTEL_EXPORTER_OTLP_METRICS_HEADERS: " in texts["otlp-push"]
    assert (
        """LLM_GATEWAY_METADATA_LOGGING_KEYS: '["customer_id", "request_type"]'"""
        in texts["metadata-labels"]
    )


def test_what_is_pushed_has_a_profile_from_0_107_on_only() -> None:
    (push,) = [one for one in pack().setup if one.name == "otlp-push"]
    (gap,) = [one for one in pack().gaps if "up to 0.100" in one.what]
    gen1, gen2 = pack("gen1"), pack("gen2-total")

    assert "take profile gen2-total for releases from 0.107 to 0.135" in push.help
    assert "for older ones no profile fits" in push.help
    assert (gap.what, gap.instead) == (
        "gateways up to 0.100 that push their metrics by OTLP",
        "have them scraped, with the profile gen1",
    )
    # Of each, names that the other is without.
    assert "llm_gateway_rate_limit_requests_total" in gen1.metrics.keys() - gen2.metrics.keys()
    assert "llm_gateway_input_tokens_total" in gen2.metrics.keys() - gen1.metrics.keys()


def test_gaps() -> None:
    whats = " | ".join(gap.what for gap in pack().gaps)

    for gap in ("percentiles", "unit of a budget", "by provider", "failed requests", "push"):
        assert gap in whats


@pytest.mark.parametrize(("share", "shown"), [(0.3, "43 % for 30 %"), (0.5, "100 % from half on")])
def test_how_much_too_high_a_share_of_failures_may_be(share: float, shown: str) -> None:
    (gap,) = [one for one in pack().gaps if "failed requests" in one.what]

    # Of all, so many fail; divided is by the others alone, or by the failures where those are more.
    assert f"{share / max(1 - share, share):.0%}".replace("%", " %") in shown
    assert shown in gap.instead
