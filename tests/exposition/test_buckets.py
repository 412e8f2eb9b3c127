"""Buckets in order, cumulative, and closed."""

import math

from archestra_ops.exposition import Kind, Problem, buckets
from archestra_ops.exposition.buckets import Buckets
from archestra_ops.exposition.problems import ProblemLog


def problems(*added):
    log = ProblemLog(100)
    judge = Buckets("h", log)
    for line, (series, bound, count) in enumerate(added, 1):
        judge.add(series, bound, count, line)
    judge.finish()
    return log.kept


def test_good_ones_in_whichever_layout():
    by_series = [(1, 0.5, 1), (1, 1, 1), (1, math.inf, 2), (2, 0.5, 0), (2, 1, 7), (2, math.inf, 9)]
    assert problems(*by_series) == []
    by_bound = sorted(by_series, key=lambda bucket: bucket[1])
    assert by_bound != by_series
    assert problems(*by_bound) == []


def test_counts_that_fall():
    assert problems((1, 0.5, 3), (1, 1, 2), (1, math.inf, 3)) == [
        Problem(
            2,
            Kind.BUCKET_COUNT,
            "bucket of 'h' up to 1 counts 2, fewer than the 3 of the one below it",
            "buckets are cumulative; quantiles over these are wrong",
        )
    ]


def test_bounds_that_fall_are_told_once_a_series():
    found = problems(
        (1, math.inf, 3), (1, 0.5, 2), (1, 1, 2), (2, 1, 1), (2, 0.5, 1), (2, math.inf, 1)
    )
    assert found == [
        Problem(
            line,
            Kind.BUCKET_ORDER,
            f"bucket of 'h' up to 0.5 stands after the one up to {before}",
            "buckets of a series stand together, in the order of their bounds",
        )
        for line, before in ((2, "+Inf"), (5, "1"))
    ]


def test_no_inf():
    assert problems((1, 0.5, 1), (1, 1, 2), (2, math.inf, 1)) == [
        Problem(
            2,
            Kind.NO_INF_BUCKET,
            "histogram 'h' has a series without a bucket for le=\"+Inf\"",
            "histogram_quantile() needs it, and it must equal the count",
        )
    ]


def test_open_series_have_an_end(monkeypatch):
    monkeypatch.setattr(buckets, "_MOST_OPEN", 3)
    assert len(problems(*((series, 1, 1) for series in range(10)))) == 3
