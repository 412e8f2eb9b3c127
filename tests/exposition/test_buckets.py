"""Buckets in order, cumulative, and closed."""

import math

from archestra_ops.exposition import Format, Kind, Problem, buckets, survey
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


def page(*, count: int, pairs: int = 1, apart: bool = False) -> list[Problem]:
    """What is wrong with a histogram of eight observations in each series that counts *count*."""
    names = [f'a="{number}"' for number in range(pairs)]
    buckets_of = {
        one: f'h_bucket{{{one},le="1"}} 8\nh_bucket{{{one},le="+Inf"}} 8\n' for one in names
    }
    counts = {one: f"h_sum{{{one}}} 4\nh_count{{{one}}} {count}\n" for one in names}
    lines = (
        [*buckets_of.values(), *counts.values()]
        if apart
        else [buckets_of[one] + counts[one] for one in names]
    )
    text = "# TYPE h histogram\n" + "".join(lines) + "# EOF\n"
    return list(survey([text.encode()], format=Format.OPENMETRICS).problems)


def test_a_count_that_is_not_its_last_bucket():
    """By the exact reader, and by the shapes that are learned after some lines alike."""
    assert page(count=8, pairs=9) == []
    assert page(count=9, pairs=9) == [
        Problem(
            line,
            Kind.INF_COUNT,
            "histogram 'h' has a series that counts 9, and 8 in its bucket up to +Inf",
            "the two are the same number: quantiles and shares over these are wrong",
        )
        for line in range(5, 38, 4)
    ]


def test_a_count_that_stands_apart_is_not_compared():
    """But for that of the series whose buckets were the last."""
    assert [problem.line for problem in page(count=9, pairs=9, apart=True)] == [37]
    assert page(count=8, pairs=9, apart=True) == []


def test_the_count_closes_no_series():
    text = b'# TYPE h histogram\nh_bucket{le="1"} 8\nh_sum 4\nh_count 9\n# EOF\n'

    found = survey([text], format=Format.OPENMETRICS).problems
    assert [problem.kind for problem in found] == [Kind.NO_INF_BUCKET]
