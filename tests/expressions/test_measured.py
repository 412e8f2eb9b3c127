from __future__ import annotations

import pytest

from archestra_ops import promql
from archestra_ops.expressions.measured import measure
from archestra_ops.promql.bounds import ANY, POSITIVE, SHARE, Bounds
from tests.expressions.finding import KNOWN


@pytest.mark.parametrize(
    ("expr", "bounds"),
    [
        ("up", SHARE),
        ("pg_up", SHARE),
        ("llm_tokens_total", POSITIVE),
        ("llm_request_duration_seconds_sum", POSITIVE),
        ("llm_active_users", ANY),
        ("frobnicated_total", ANY),
        ("process_open_fds / process_max_fds", SHARE),
        ("process_max_fds / process_open_fds", ANY),
        ("max(process_open_fds) / max(process_max_fds)", SHARE),
        ("max(process_open_fds) / min(process_max_fds)", ANY),
        ('rate(x{a="1"}[5m]) / rate(x[5m])', SHARE),
        ('increase(x{a="1"}[5m]) / clamp_min(increase(x[5m]), 1)', SHARE),
        ('rate(x{a="1"}[5m] offset 1h) / rate(x[5m])', POSITIVE),
        ('deriv(x{a="1"}[5m]) / deriv(x[5m])', ANY),
        ("histogram_quantile(0.5, rate(llm_request_duration_seconds_bucket[5m]))", Bounds(0, 60)),
        ("histogram_quantile(1, llm_request_duration_seconds_bucket or x_bucket)", ANY),
        ("histogram_quantile(1.5, rate(llm_request_duration_seconds_bucket[5m]))", ANY),
        ("histogram_quantile(0.5, rate(x_bucket[5m]))", ANY),
    ],
)
def test_what_is_known_of_a_metric_bounds_it(expr, bounds) -> None:
    assert measure(expr, KNOWN).of(promql.tree(expr)) == bounds
