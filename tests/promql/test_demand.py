from __future__ import annotations

import pytest
from hypothesis import given, settings

from archestra_ops import promql
from tests.promql.corpus import CORPUS
from tests.promql.expressions import expressions


def needed(expr):
    """What is needed of each selector, in their order, each list in the order of letters."""
    return [" ".join(sorted(need.labels)) for need in promql.needs(expr)]


@pytest.mark.parametrize(
    ("expr", "labels"),
    [
        ("up", [""]),
        ('up{job="web",pod!~"x"}[5m]', ["job pod"]),
        ('{__name__=~"up|down",job="web"}', ["job"]),
        # aggregations
        ("sum(up)", [""]),
        ("sum by (job) (rate(requests[5m]))", ["job"]),
        ("sum(requests) by (job, route)", ["job route"]),
        ("sum by (__name__, job) (up)", ["job"]),
        ("sum without (pod) (requests)", [""]),
        ("sum by (job) (sum by (job, route) (requests))", ["job route"]),
        ("sum by (job) (sum without (route) (requests))", ["job"]),
        ("sum by (route) (sum without (route) (requests))", [""]),
        ("sum by (job) (sum(requests))", [""]),
        ("sum by (job) (topk by (route) (5, requests))", ["job route"]),
        ("sum by (job) (topk without (route) (5, requests))", ["job"]),
        ("sum by (job) (topk(5, requests))", ["job"]),
        ("sum by (job) (topk(scalar(limit), requests))", ["", "job"]),
        ('sum by (job, v) (count_values without (pod) ("v", requests))', ["job"]),
        ('count_values by (job) ("v", requests)', ["job"]),
        # functions
        ("histogram_quantile(0.9, rate(latency_bucket[5m]))", ["le"]),
        ("histogram_quantile(0.9, sum by (le, job) (latency_bucket))", ["job le"]),
        ("histogram_quantile(0.9, sum(latency_bucket))", [""]),
        ("max by (job) (histogram_fraction(0, 1, latency_bucket))", ["job le"]),
        ("sum by (job) (absent(up))", [""]),
        ("sum by (job) (up * scalar(total))", ["job", ""]),
        ("sum by (job) (info(up))", [""]),
        ('sum by (host) (label_replace(up, "host", "$1", "instance", "(.*)"))', ["instance"]),
        ('sum by (host, job) (label_replace(up, "host", "x", "", ""))', ["job"]),
        ('sum by (host) (label_join(up, "host", "/", "job", "pod"))', ["job pod"]),
        ('sort_by_label(up, "job", "pod")', ["job pod"]),
        ("sum by (job) (max_over_time(rate(up[5m])[1h:]))", ["job"]),
        ("sum by (job) (-up)", ["job"]),
        # joins
        ("a / b", ["", ""]),
        ("sum by (job) (a / b)", ["job", "job"]),
        ("a / on (job) b", ["job", "job"]),
        ("sum by (job) (a / on (job, pod) b)", ["job pod", "job pod"]),
        ("sum by (job) (a / ignoring (job, pod) b)", ["", ""]),
        ("sum by (job) (a / ignoring (pod) b)", ["job", "job"]),
        (
            "sum by (version, route) (a * on (job) group_left (version) b)",
            ["job route", "job version"],
        ),
        (
            "sum by (version, route) (a * on (job) group_right (version) b)",
            ["job version", "job route"],
        ),
        ("sum by (route) (a * ignoring (pod) group_left () b)", ["route", ""]),
        ("sum by (job) (a and b)", ["job", "job"]),
        ("sum by (route) (a and on (job) b)", ["job route", "job"]),
        ("sum by (route) (a and ignoring (job) b)", ["route", ""]),
        ("sum by (job) (a or b)", ["job", "job"]),
        ("sum by (route) (a or on (job) b)", ["job route", "job route"]),
        ("sum by (job) (a unless b)", ["job", ""]),
        ("sum by (route) (a unless on (job) b)", ["job route", "job"]),
        # Grafana variables
        ('sum by ($group, job) (up{$label="x",pod="$pod"})', ["job pod"]),
        ("{{ used }} / on (job) up", ["job"]),
    ],
)
def test_labels_that_are_needed(expr, labels):
    assert needed(expr) == labels


@pytest.mark.parametrize("expr", CORPUS)
def test_the_corpus_needs_its_matchers(expr):
    assert_needs_its_matchers(expr)


@settings(max_examples=100, deadline=None)
@given(expr=expressions)
def test_any_expression_needs_its_matchers(expr):
    assert_needs_its_matchers(expr)


def assert_needs_its_matchers(expr):
    found = promql.needs(expr)

    assert tuple(need.selector for need in found) == promql.selectors(expr)
    for need in found:
        assert need.labels >= {one.label for one in need.selector.matchers} - {"__name__"}
