from __future__ import annotations

import pytest

from archestra_ops import packs
from archestra_ops.checks.metrics import bounds
from tests.checks.pages import page_of, relabelled, told

HINT = "(quantiles get coarser, and alerts on shares below such a bound never fire)"


def test_a_bucket_that_is_not_there_is_missed(spoilt) -> None:
    change = relabelled("llm_request_duration_seconds_bucket", 'le="0.5"', 'le="0.25"')

    assert spoilt(change) == [
        f"error metrics/bounds: 'llm_request_duration_seconds' lacks the bucket '0.5' {HINT}"
    ]


def test_a_quantile_that_is_not_there_is_missed(spoilt) -> None:
    change = relabelled("http_request_summary_seconds", 'quantile="0.9"', 'quantile="0.91"')

    assert spoilt(change) == [
        f"error metrics/bounds: 'http_request_summary_seconds' lacks the quantile '0.9' {HINT}"
    ]


def test_the_spelling_of_a_bound_does_not_matter(spoilt) -> None:
    assert spoilt(relabelled("llm_request_duration", 'le="1"', 'le="1.0"')) == []


def test_more_buckets_are_no_harm(spoilt) -> None:
    line = 'agent_runtime_provision_duration_seconds_bucket{le="5"}'

    assert spoilt(lambda text: text.replace(line, f"{line.replace('5', '1')} 0\n{line}")) == []


@pytest.mark.parametrize(
    ("bound", "expected"),
    [
        (
            "0.25",
            [
                (
                    "warning metrics/bounds: 'authorization_check_latency_seconds' has no bucket "
                    "that ends at '0.1' (what is asked of that limit is only guessed between the "
                    "bounds round it: add it to the buckets)"
                )
            ],
        ),
        ("0.1", []),
        ("0.10", []),
    ],
)
def test_a_bound_that_is_needed_is_missed_where_the_others_are_unknown(bound, expected) -> None:
    name = "authorization_check_latency_seconds"
    lines = [f'{name}_bucket{{le="{one}"}} 1' for one in (bound, "+Inf")]
    text = "\n".join([f"# TYPE {name} histogram", *lines, f"{name}_sum 1", f"{name}_count 1", ""])

    page = page_of(text, platform=packs.platform("agyn"))

    assert list(map(told, bounds.check(page))) == expected
