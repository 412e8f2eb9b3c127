"""What is counted of one family."""

import pytest

from archestra_ops.exposition import Format, Kind, Problem
from archestra_ops.exposition.problems import ProblemLog
from archestra_ops.exposition.sample import read_sample
from archestra_ops.exposition.tally import Tally

CLASSIC, OPENMETRICS = Format.CLASSIC, Format.OPENMETRICS


def tally(form, kind, *lines):
    log = ProblemLog(100)
    family = Tally("a", 1, form, log)
    family.type = kind
    for number, line in enumerate(lines, 1):
        sample = read_sample(line, number, form)
        family.add(sample, sample.name.removeprefix("a"))
    family.leave()
    return family.survey(), log.kept


def duplicate(line, shown):
    return Problem(
        line,
        Kind.DUPLICATE_SERIES,
        f"sample '{shown}' stands twice",
        "Prometheus keeps one of them and logs a warning; which one is left open",
    )


def test_a_series_is_one_whatever_the_suffix():
    found, problems = tally(
        CLASSIC,
        "histogram",
        'a_bucket{le="1",x="1"} 1',
        'a_bucket{le="+Inf",x="1"} 1',
        'a_sum{x="1"} 1',
        'a_count{x="1"} 1',
    )
    assert (found.samples, found.series, found.bounds) == (4, 1, ("1", "+Inf"))
    assert found.label_sets == (("x",),)
    assert problems == []


@pytest.mark.parametrize(
    ("kind", "first", "second", "shown"),
    [
        ("gauge", 'a{x="1",y="2"} 1', 'a{y="2",x="1"} 1', 'a{x="1",y="2"}'),
        ("gauge", "a 1", "a{} 2", "a"),
        ("gauge", 'a{x="1"} 1', 'a{x="1",y=""} 1', 'a{x="1"}'),
        ("summary", 'a{quantile="0.5"} 1', 'a{quantile="0.50"} 1', "a"),
        ("gauge", "a 1 1000", "a 1 2000", "a"),
    ],
)
def test_duplicates(kind, first, second, shown):
    found, problems = tally(CLASSIC, kind, first, second)
    assert problems == [duplicate(2, shown)]
    assert found.duplicates == ((2, shown),)
    assert (found.samples, found.series) == (2, 1)


def test_the_first_five_duplicates_are_kept():
    found, problems = tally(CLASSIC, "gauge", *["a 1"] * 10)
    assert found.duplicates == tuple((line, "a") for line in range(2, 7))
    assert len(problems) == 9


@pytest.mark.parametrize(
    ("form", "kind", "lines"),
    [
        (CLASSIC, "histogram", ('a_bucket{le="1"} 1', "a_sum 1", 'a_bucket{le="+Inf"} 1')),
        (OPENMETRICS, "gauge", ("a 1 1", "a 1 2")),
        (OPENMETRICS, "counter", ("a_total 1", "a_created 1")),
        (OPENMETRICS, "histogram", ('a_bucket{le="+Inf"} 1 1', 'a_bucket{le="+Inf"} 1 2')),
        (CLASSIC, "gauge", ('a{x="1"} 1', 'a{x="\\\\1"} 1', 'a{x="1",y="1"} 1')),
    ],
)
def test_no_duplicates(form, kind, lines):
    assert tally(form, kind, *lines)[1] == []


@pytest.mark.parametrize(
    ("kind", "line", "message"),
    [
        ("histogram", "a_bucket 1", "sample 'a_bucket' needs 'le', but has none"),
        ("summary", "a 1", "sample 'a' needs 'quantile', but has none"),
        (
            "histogram",
            'a_bucket{le="x"} 1',
            "sample 'a_bucket' needs 'le', but has 'x', which is no number",
        ),
        (
            "histogram",
            'a_bucket{le="NaN"} 1',
            "sample 'a_bucket' needs 'le', but has 'NaN', which is no number",
        ),
    ],
)
def test_bounds_that_are_none(kind, line, message):
    assert tally(CLASSIC, kind, line)[1] == [Problem(1, Kind.BOUND, message)]


def test_more_bounds_than_are_kept():
    lines = [f'a{{quantile="0.{number}1"}} 1' for number in range(300)]
    assert len(tally(CLASSIC, "summary", *lines)[0].bounds) == 200


def test_more_label_sets_than_have_an_order():
    names = [f"l{number}" for number in range(1200)]
    lines = [f'a{{{name}="1",{name}x="1"}} 1' for name in names]
    again = [f'a{{{name}x="1",{name}="1"}} 1' for name in names]
    found, problems = tally(CLASSIC, "gauge", *lines, *again)
    assert found.series == 1200
    assert len(problems) == 100
    assert problems[0] == duplicate(1201, 'a{l0="1",l0x="1"}')


def test_an_exemplar_in_the_wrong_place_is_told_once():
    found, problems = tally(OPENMETRICS, "gauge", 'a{x="1"} 1 # {} 1', 'a{x="2"} 1 # {t="1"} 1')
    assert problems == [
        Problem(
            1,
            Kind.EXEMPLAR_PLACE,
            "sample 'a' has an exemplar: Prometheus 2 drops the whole page",
            "OpenMetrics has exemplars on counters and buckets only",
        )
    ]
    assert (found.exemplars, found.empty_exemplars, found.exemplar_labels) == (2, 1, ("t",))
