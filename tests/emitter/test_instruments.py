from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client.samples import Exemplar

from archestra_ops.emitter.instruments import (
    Cell,
    Histogram,
    Plain,
    Summary,
    number_text,
)

SPAN = Exemplar({"traceID": "1"}, 2.0, 5.0)
NO_SPAN = Exemplar({}, 2.0, 6.0)


def test_a_counter_adds_up() -> None:
    counter = Plain()
    assert list(counter.cells()) == [Cell("", None, 0.0)]

    counter.record(1.5, 2, SPAN)
    counter.record(1, 1, None)

    assert list(counter.cells()) == [Cell("", None, 4.0, SPAN)]
    assert list(counter.values()) == [4.0]


def test_a_counter_shows_its_newest_exemplar_even_an_empty_one() -> None:
    counter = Plain()

    counter.record(1, 1, SPAN)
    counter.record(1, 1, NO_SPAN)

    assert counter.exemplar == NO_SPAN


def test_buckets_are_cumulative_and_a_bound_is_within() -> None:
    histogram = Histogram((1, 2.5))

    histogram.record(1, 2, SPAN)
    histogram.record(2, 1, None)
    histogram.record(9, 3, None)

    assert list(histogram.cells()) == [
        Cell("_bucket", ("le", "1"), 2, SPAN),
        Cell("_bucket", ("le", "2.5"), 3),
        Cell("_bucket", ("le", "+Inf"), 6),
        Cell("_sum", None, 31),
        Cell("_count", None, 6),
    ]


def test_a_bucket_has_no_empty_exemplar() -> None:
    histogram = Histogram((1,))

    histogram.record(1, 1, NO_SPAN)
    histogram.record(9, 1, SPAN)

    assert [cell.exemplar for cell in histogram.cells()] == [None, SPAN, None, None]


def test_a_summary_has_quantiles_sum_and_count() -> None:
    summary = Summary((0.5, 1))

    for amount in (3, 1, 2):
        summary.record(amount, 2, SPAN)

    assert list(summary.cells()) == [
        Cell("", ("quantile", "0.5"), 2),
        Cell("", ("quantile", "1"), 3),
        Cell("_sum", None, 12),
        Cell("_count", None, 6),
    ]


def test_a_summary_remembers_its_latest_observations() -> None:
    summary = Summary((0, 0.5, 1))

    for amount in range(1000):
        summary.record(float(amount), 1, None)

    assert list(summary.values()) == [800, 900, 999, 499_500, 1000]


def test_a_summary_before_its_first_event_is_zero() -> None:
    assert list(Summary((0.5,)).values()) == [0, 0, 0]


EVENTS = st.lists(st.tuples(st.floats(0, 100), st.integers(1, 5)), max_size=30)


@pytest.mark.parametrize("make", [Plain, lambda: Histogram((1, 5, 20)), lambda: Summary((0.5,))])
@given(events=EVENTS)
def test_cells_and_values_are_the_same_numbers(make, events) -> None:
    instrument = make()
    for amount, weight in events:
        instrument.record(amount, weight, None)

    assert [cell.value for cell in instrument.cells()] == list(instrument.values())


@given(EVENTS)
def test_a_histogram_holds_together(events) -> None:
    histogram = Histogram((1, 5, 20))
    for amount, weight in events:
        histogram.record(amount, weight, None)

    *buckets, total, count = histogram.values()
    assert all(low <= high for low, high in pairwise(buckets))
    assert buckets[-1] == count == sum(weight for _, weight in events)
    assert buckets[1] == sum(weight for amount, weight in events if amount <= 5)
    assert total == pytest.approx(sum(amount * weight for amount, weight in events))


@pytest.mark.parametrize(
    ("number", "text"), [(1.0, "1"), (0.005, "0.005"), (65536.0, "65536"), (2.5, "2.5")]
)
def test_bounds_are_printed_as_client_libraries_do(number, text) -> None:
    assert number_text(number) == text
