from __future__ import annotations

import pytest

from archestra_ops.expressions.unknown_label import find
from tests.expressions.finding import found


@pytest.mark.parametrize(
    ("expr", "metric", "label", "hint"),
    [
        ('up{instanze="x"}', "up", "instanze", "did you mean 'instance'?"),
        (
            "sum by (tool) (rate(mcp_tool_calls_total[5m]))",
            "mcp_tool_calls_total",
            "tool",
            "did you mean 'tool_name'?",
        ),
        (
            "rate(http_request_duration_seconds_count[5m]) * on (team) group_left () up",
            "http_request_duration_seconds_count",
            "team",
            "one of: cluster, instance, job, method, namespace, pod, route, status_code",
        ),
        (
            "histogram_quantile(0.9, rate(rag_query_results_count_count[5m]))",
            "rag_query_results_count_count",
            "le",
            "one of: cluster, instance, job, namespace, pod, search_type",
        ),
    ],
)
def test_it_finds(expr, metric, label, hint) -> None:
    assert (f"'{metric}' has no label '{label}'", hint) in found(find, expr)


def test_it_names_each_once() -> None:
    expr = 'sum by (x) (up{x="1"}) / sum by (x) (up{x="2"})'

    assert [message for message, _ in found(find, expr)] == ["'up' has no label 'x'"]


@pytest.mark.parametrize(
    "expr",
    [
        'sum by (tool_name, status) (rate(mcp_tool_calls_total{agent_name!=""}[5m]))',
        'up{job="x", instance="y", cluster="z", namespace="a", pod="b"}',
        'rate(llm_tokens_total{cost_centre="1"}[5m])',
        "histogram_quantile(0.9, sum by (le) (rate(llm_request_duration_seconds_bucket[5m])))",
        'http_request_summary_seconds{quantile="0.5"}',
        "sum by ($label) (up)",
        'frobnicated{whatever="1"}',
        '{whatever="1"}',
        'label_replace(up, "short", "$1", "instance", "(.*):.*")',
        "sum without (anything) (up)",
    ],
)
def test_it_passes(expr) -> None:
    assert found(find, expr) == []
