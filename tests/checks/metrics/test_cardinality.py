from __future__ import annotations

from archestra_ops.checks.metrics import cardinality
from tests.checks.pages import capture, page_of, told

HINT = "(each is a series of Prometheus; --max-series moves the bar)"


def test_a_family_over_the_bar_is_named_with_its_widest_label() -> None:
    page = page_of(capture("web"), bar=400)

    assert [told(found) for found in cardinality.check(page)] == [
        (
            "warning metrics/cardinality: line 375: 'llm_request_duration_seconds' has 451 "
            "samples, "
            f"more than 400: 'source' has the most values, 16 {HINT}"
        )
    ]


def test_labels_with_more_values_than_are_counted_are_named() -> None:
    lines = "".join(f'jobs_total{{id="{n}",at="{n}",kind="a"}} 1\n' for n in range(300))

    page = page_of(f"# TYPE jobs_total counter\n{lines}", bar=299)

    assert [told(found) for found in cardinality.check(page)] == [
        (
            "warning metrics/cardinality: line 1: 'jobs_total' has 300 samples, more than 299: "
            "'at' "
            f"and 'id' have over 200 values each {HINT}"
        )
    ]


def test_one_label_with_very_many_values_is_named() -> None:
    lines = "".join(f'jobs_total{{id="{n}"}} 1\n' for n in range(300))

    page = page_of(f"# TYPE jobs_total counter\n{lines}", bar=299)

    assert [told(found) for found in cardinality.check(page)] == [
        (
            "warning metrics/cardinality: line 1: 'jobs_total' has 300 samples, more than 299: "
            "'id' "
            f"has over 200 values {HINT}"
        )
    ]


def test_without_labels_none_is_blamed() -> None:
    page = page_of("# TYPE a counter\na_total 1 1\na_total 2 2\n# EOF\n", bar=1)

    assert [told(found) for found in cardinality.check(page)] == [
        f"warning metrics/cardinality: line 1: 'a_total' has 2 samples, more than 1 {HINT}"
    ]


def test_at_the_bar_is_fine() -> None:
    assert list(cardinality.check(page_of(capture("web"), bar=451))) == []
