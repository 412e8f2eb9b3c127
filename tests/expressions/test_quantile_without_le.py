from __future__ import annotations

import pytest

from archestra_ops.expressions.quantile_without_le import find
from tests.expressions.finding import found

BUCKET = "llm_request_duration_seconds_bucket"
WRONG = (
    f"histogram_quantile() of '{BUCKET}' without 'le'",
    "keep it: sum by (le, …) (rate(…_bucket[…]))",
)


@pytest.mark.parametrize(
    "expr",
    [
        f"histogram_quantile(0.9, sum(rate({BUCKET}[5m])))",
        f"histogram_quantile(0.9, sum by (model) (rate({BUCKET}[5m])))",
        f"histogram_quantile(0.9, sum without (le) (rate({BUCKET}[5m])))",
        f"max(histogram_quantile(0.9, sum by (model) (rate({BUCKET}[5m])))) > 5",
    ],
)
def test_it_finds(expr) -> None:
    assert found(find, expr) == [WRONG]


@pytest.mark.parametrize(
    "expr",
    [
        f"histogram_quantile(0.9, sum by (le, model) (rate({BUCKET}[5m])))",
        f"histogram_quantile(0.9, rate({BUCKET}[5m]))",
        f"histogram_quantile(0.9, sum without (model) (rate({BUCKET}[5m])))",
        f"sum(histogram_quantile(0.9, rate({BUCKET}[5m])))",
        "histogram_quantile(0.9, sum by (le) (rate(frobnicated_bucket[5m])))",
        f"sum(rate({BUCKET}[5m]))",
        # Native histograms.
        "histogram_quantile(0.9, sum by (job) (rate(rpc_latency_seconds[5m])))",
        'histogram_quantile(0.9, sum(rate(http_request_duration_seconds{job="api"}[5m])))',
        "histogram_quantile(0.9, sum(job:rpc_latency_seconds:rate5m))",
        'histogram_quantile(0.9, sum(rate({job="x"}[5m])))',
        "quantile(0.9, up)",
    ],
)
def test_it_passes(expr) -> None:
    assert found(find, expr) == []


@pytest.mark.parametrize(
    ("selector", "name"),
    [
        ("anybodys_bucket", "anybodys_bucket"),
        ("job:x_bucket:rate5m", "job:x_bucket:rate5m"),
        ("job:x:bucket", "job:x:bucket"),
        ('{__name__=~".+_bucket"}', "_bucket"),
    ],
)
def test_buckets_are_known_by_their_names(selector, name) -> None:
    assert found(find, f"histogram_quantile(0.9, sum({selector}))") == [
        (f"histogram_quantile() of '{name}' without 'le'", WRONG[1])
    ]


@pytest.mark.parametrize("by", ["", "by (le) "])
@pytest.mark.parametrize(
    ("selector", "name"),
    [
        ("llm_request_duration_seconds", "llm_request_duration_seconds"),
        ('http_request_duration_seconds{job="archestra-web"}', "http_request_duration_seconds"),
    ],
)
def test_a_classic_histogram_of_ours_has_its_buckets_under_another_name(selector, name, by) -> None:
    assert found(find, f"histogram_quantile(0.9, sum {by}(rate({selector}[5m])))") == [
        (
            f"histogram_quantile() of '{name}', whose buckets are under another name",
            f"it is '{name}_bucket'",
        )
    ]
