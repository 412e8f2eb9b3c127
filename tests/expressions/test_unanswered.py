from __future__ import annotations

import pytest

from archestra_ops.expressions.unanswered import reason
from tests.expressions.finding import KNOWN


@pytest.mark.parametrize(
    ("expr", "said"),
    [
        ("frobnicated > 1", "profile 'old' has no 'frobnicated'"),
        ('up{x="1"}', "profile 'old' has no 'up' with label 'x'"),
        (
            'rate(mcp_tool_calls_total{status="failed"}[5m])',
            "profile 'old' has no 'mcp_tool_calls_total' with status=\"failed\"",
        ),
        ("a:frobnicated:rate5m > 1", ""),
        ("kube_pod_info or cortex_x or probe_success", ""),
        ('{job="a"}', ""),
        ("llm_tokens_total", ""),
    ],
)
def test_a_profile_lacks_metrics_labels_and_values(expr, said) -> None:
    assert reason(expr, KNOWN, "old") == said
