from __future__ import annotations

import re

from archestra_ops.checks.metrics import exemplars
from tests.checks.pages import capture, page_of, relabelled, told

LINE = 'agent_runtime_provision_duration_seconds_bucket{le="5"} 0'


def test_the_broken_exemplar_of_the_client_library_is_named(spoilt) -> None:
    change = relabelled("chat_message_feedback_total.*up", "$", " # {} +Inf undefined")

    assert spoilt(change) == [
        (
            "error metrics/exemplars: line 181: broken exemplar, timestamp 'undefined' is not a "
            "number: "
            "Prometheus drops the whole page "
            "(prom-client prints '# {} +Inf undefined' once it has refused an exemplar of more "
            "than "
            "128 characters: shorten what goes into its labels, such as the session id)"
        )
    ]


def test_an_exemplar_that_is_too_long_is_not_stored(spoilt) -> None:
    change = relabelled("mcp_tool_calls_total", 'traceID="', f'session="{"x" * 64}",traceID="')

    found = spoilt(change)

    assert len(found) == 10
    assert found[0] == (
        "warning metrics/exemplars: line 1556: exemplar of 'mcp_tool_calls' has 132 characters of "
        "labels, more than 128: Prometheus does not store it "
        "(prom-client refuses it too, and may print a broken exemplar from then on)"
    )


def test_an_exemplar_in_the_wrong_place_is_named(spoilt) -> None:
    change = relabelled("database_pool_size_limit", "$", ' # {traceID="1"} 1')

    assert spoilt(change) == [
        (
            "error metrics/exemplars: line 259: sample 'database_pool_size_limit' has an exemplar: "
            "Prometheus 2 drops the whole page (OpenMetrics has exemplars on counters and "
            "buckets only)"
        )
    ]


def test_metrics_without_any_trace_are_told(spoilt) -> None:
    change = relabelled("mcp_tool_calls_total|llm_cost_total", r"# \{[^}]*\}", "# {}")

    assert spoilt(change) == [
        (
            "info metrics/exemplars: 2 metrics of 18 that may have exemplars have none that "
            "leads to a "
            "trace: 'llm_cost_total' and 'mcp_tool_calls_total' "
            "(is tracing on (ARCHESTRA_OTEL_EXPORTER_OTLP_ENDPOINT), and is anything sampled?)"
        )
    ]


def test_the_classic_format_cannot_have_any() -> None:
    classic = "# TYPE rag_queries_total counter\n" + 'rag_queries_total{search_type="vector"} 1\n'

    assert [told(found) for found in exemplars.check(page_of(classic))] == [
        (
            "info metrics/exemplars: 1 metric of 1 that may have exemplars has none that leads "
            "to a "
            "trace: 'rag_queries_total' "
            "(the classic text format has none; the platform serves OpenMetrics since 2026-02)"
        )
    ]


def test_the_captured_page_has_empty_exemplars_that_are_fine() -> None:
    assert re.search(r"(?m)^mcp_tool_calls_total.* # \{\} 1 ", capture("web"))
    assert list(exemplars.check(page_of(capture("web")))) == []
