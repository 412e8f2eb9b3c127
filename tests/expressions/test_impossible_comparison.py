from __future__ import annotations

import pytest

from archestra_ops.expressions.impossible_comparison import find
from tests.expressions.finding import found

COUNT = "add `or vector(0)` to what is counted, or ask with absent(…)"
SHARE = "compare a share as a share, as in > 0.05, or multiply it by 100"
OTHER = "compare with what it can be"
BUCKETS = "compare with what its buckets can tell, or take its mean"
# Its last bound is 60; anybody's page may have the other, whose last bound is 10 in the catalogue.
P95 = "histogram_quantile(0.95, sum by (le) (rate(llm_request_duration_seconds_bucket[5m])))"
ROUTES = "rate(http_request_duration_seconds_bucket[5m])"
OUR_ROUTES = ROUTES.replace("[", '{job="archestra-web"}[')
MORE = "the value is {} or more, or there is none"
LESS = "the value is {} or less, or there is none"
ONE = "the value is 1, or there is none"
BETWEEN = "the value is between {} and {}"
FAILS = 'sum by (a) (rate(x_total{code=~"5.."}[5m]))'
ALL = "sum by (a) (rate(x_total[5m]))"


@pytest.mark.parametrize(
    ("expr", "comparison", "values", "hint"),
    [
        ('count(up{job="x"} == 1) == 0', "== 0", MORE.format(1), COUNT),
        ("count by (a) (x) < 1", "< 1", MORE.format(1), COUNT),
        ("0 >= count(x)", "<= 0", MORE.format(1), COUNT),
        ("count_over_time(x[5m]) == 0", "== 0", MORE.format(1), COUNT),
        ("absent(x) == 0", "== 0", ONE, OTHER),
        ("absent(x) > 1", "> 1", ONE, OTHER),
        ("up == 2", "== 2", BETWEEN.format(0, 1), SHARE),
        ("min_over_time(up[5m]) < 0", "< 0", BETWEEN.format(0, 1), OTHER),
        ("avg by (job) (up) > 50", "> 50", BETWEEN.format(0, 1), SHARE),
        ("sum(rate(x_total[5m])) < 0", "< 0", MORE.format(0), OTHER),
        ("max_over_time(rate(x[5m])[1h:]) == -1", "== -1", MORE.format(0), OTHER),
        ("llm_tokens_total < 0", "< 0", MORE.format(0), OTHER),
        ("abs(x) < 0", "< 0", MORE.format(0), OTHER),
        ("x > 5 < 3", "< 3", MORE.format(5), OTHER),
        ("clamp_max(x, 5) > 10", "> 10", LESS.format(5), OTHER),
        ("clamp_min(x, 5) < 3", "< 3", MORE.format(5), OTHER),
        ("x % 5 > 7", "> 7", BETWEEN.format(-5, 5), OTHER),
        ("hour() and x > 1 and hour(x) > 23", "> 23", BETWEEN.format(0, 23), OTHER),
        ("(x > bool 5) == 2", "== 2", BETWEEN.format(0, 1), SHARE),
        ("process_open_fds / process_max_fds > 80", "> 80", BETWEEN.format(0, 1), SHARE),
        (
            'sum(process_open_fds{job="a"}) / sum(process_max_fds{job="a"}) > 1.5',
            "> 1.5",
            BETWEEN.format(0, 1),
            SHARE,
        ),
        (f"{FAILS} / {ALL} > 5", "> 5", BETWEEN.format(0, 1), SHARE),
        (f"{FAILS} / ({ALL} > 0) >= 5", ">= 5", BETWEEN.format(0, 1), SHARE),
        (f"({FAILS} or vector(0)) / {ALL} > 5", "> 5", BETWEEN.format(0, 1), SHARE),
        (f"100 * {FAILS} / on (a) {ALL} > 500", "> 500", BETWEEN.format(0, 100), OTHER),
        (f"100 * ({FAILS} / {ALL}) > 500", "> 500", BETWEEN.format(0, 100), OTHER),
        (f"(1 - {FAILS} / {ALL}) * 100 > 100", "> 100", BETWEEN.format(0, 100), OTHER),
        (f"{P95} > 60", "> 60", BETWEEN.format(0, 60), BUCKETS),
        (f"{P95} >= 60.5", ">= 60.5", BETWEEN.format(0, 60), BUCKETS),
        (f"{P95} < 0", "< 0", BETWEEN.format(0, 60), BUCKETS),
        (f"90 < max by (job) ({P95} > 5)", "> 90", BETWEEN.format(5, 60), BUCKETS),
        (f"1000 * {P95} > 60000", "> 60000", BETWEEN.format(0, 60000), BUCKETS),
        (f"histogram_quantile(0.5, {OUR_ROUTES}) > 10", "> 10", BETWEEN.format(0, 10), BUCKETS),
    ],
)
def test_what_never_holds_is_found(expr, comparison, values, hint) -> None:
    assert found(find, expr) == [(f"'{comparison}' never holds: {values}", hint)]


@pytest.mark.parametrize(
    "expr",
    [
        "(count(up == 1) or vector(0)) == 0",
        "count(up == 1) or vector(0) == 0",
        "count(x) == 1",
        "count(x) - count(y) == 0",
        "count(x) > 0",
        "sum(x) == 0",
        "sum(up) > 5",
        "absent(x) == 1",
        "up == 0",
        "up >= 0",
        "avg(up) < 0.5",
        "rate(x[5m]) == 0",
        "delta(x[5m]) < 0",
        "rate(x[5m]) - rate(x[5m] offset 1d) < 0",
        "abs(x) > 5",
        "x > 3 < 5",
        "x > $limit < 3",
        "clamp_max(x, 5) > 3",
        "clamp(x, $a, 5) < 0",
        "x > count(y)",
        "vector(1) > 2",
        "1 > bool 2",
        "x > Inf",
        "x == NaN",
        "process_open_fds / process_max_fds > 0.8",
        "100 * process_open_fds / process_max_fds > 80",
        'process_open_fds{job="a"} / process_max_fds{job="b"} > 2',
        f"{FAILS} / {ALL} > 0.05",
        f"100 * {FAILS} / {ALL} > 5",
        f"{FAILS} * 100 / {ALL} > 5",
        f"{ALL} / {FAILS} > 5",
        f"{FAILS} / {ALL} offset 1d > 5",
        f"{FAILS} / {ALL} @ end() > 5",
        "rate(x[5m]) / rate(x[1h]) > 5",
        'sum(x{a="1"}) / sum(x) > 5',
        'max(rate(x{a="1"}[5m])) / avg(rate(x[5m])) > 5',
        'sum by (a) (rate(x{b="1"}[5m])) / on (a) group_left sum by (a) (rate(x[5m])) > 5',
        "x / y > 5",
        "sum(rate(x_sum[5m])) / sum(rate(x_count[5m])) > 5",
        "time() - x > 300",
        "histogram_quantile(0.9, rate(x_bucket[5m])) > 300",
        f"{P95} > 59.9",
        f"{P95} >= 60",
        f"{P95} > $limit",
        f"{P95} / {P95} > 90",
        f"({P95} or vector(90)) > 60",
        P95.replace("0.95", "95") + " > 60",
        P95.replace("0.95", "$quantile") + " > 60",
        P95.replace("sum by (le)", "").replace("llm_request", "llm_time_to_first_byte") + " > 900",
        f"histogram_quantile(0.5, {OUR_ROUTES} or rate(x_bucket[5m])) > 10",
        f"histogram_quantile(0.5, {ROUTES}) > 10",
        "histogram_quantile(0.5, vector(1)) > 10",
        "$a > 5",
        "a:b < 0",
        "rate(x[5m]) * -1 < 0",
        "-(x > 5) < 3",
        "((5 * 60) < x) > 1000",
        "(scalar(up) < x) > 10",
        "x offset -5m < 0",
    ],
)
def test_what_may_hold_is_fine(expr) -> None:
    assert found(find, expr) == []
