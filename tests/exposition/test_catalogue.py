"""Which family a line belongs to, and whether it stands where it should."""

import pytest

from archestra_ops.exposition import Format, Kind, Problem, catalogue, survey

CLASSIC, OPENMETRICS = Format.CLASSIC, Format.OPENMETRICS


def surveyed(form, *lines):
    end = ["# EOF\n"] if form is OPENMETRICS else []
    return survey(
        [line.encode() + b"\n" for line in lines] + [e.encode() for e in end], format=form
    )


def counted(form, *lines):
    found = surveyed(form, *lines)
    return {name: family.samples for name, family in found.families.items()}, found.problems


@pytest.mark.parametrize(
    ("form", "lines", "families"),
    [
        (CLASSIC, ["# TYPE a_total counter", "a_total 1"], {"a_total": 1}),
        (CLASSIC, ["# TYPE a counter", "a 1"], {"a": 1}),
        (CLASSIC, ["# TYPE a gauge", "a 1", "a_total 1"], {"a": 1, "a_total": 1}),
        (CLASSIC, ['a_bucket{le="1"} 1', "a_sum 1"], {"a_bucket": 1, "a_sum": 1}),
        (OPENMETRICS, ["# TYPE a counter", "a_total 1", "a_created 1"], {"a": 2}),
        (OPENMETRICS, ["# TYPE a info", 'a_info{b="c"} 1'], {"a": 1}),
        (OPENMETRICS, ["# TYPE a gauge", "# HELP b B", "b 1"], {"a": 0, "b": 1}),
        (
            OPENMETRICS,
            ["# TYPE a gaugehistogram", 'a_bucket{le="+Inf"} 1', "a_gsum 1", "a_gcount 1"],
            {"a": 3},
        ),
        (CLASSIC, ["# TYPE a gauge", "# TYPE a_sum gauge", "a 1", "a_sum 1"], {"a": 1, "a_sum": 1}),
    ],
)
def test_good(form, lines, families):
    assert counted(form, *lines) == (families, ())


@pytest.mark.parametrize(
    ("form", "lines", "kind", "line", "message"),
    [
        (
            CLASSIC,
            ["# HELP a A", "# TYPE a gauge", "a 1", "# HELP a A"],
            Kind.DUPLICATE_METADATA,
            4,
            "family 'a' has a second HELP line",
        ),
        (
            OPENMETRICS,
            ["# TYPE a gauge", "# TYPE a gauge"],
            Kind.DUPLICATE_METADATA,
            2,
            "family 'a' has a second TYPE line",
        ),
        (
            CLASSIC,
            ["a 1", "# TYPE a gauge"],
            Kind.LATE_METADATA,
            2,
            "the TYPE line of family 'a' stands after its samples",
        ),
        (
            CLASSIC,
            ["# TYPE a gauge", 'a{b="1"} 1', "# TYPE b gauge", "b 1", "a 1", "b 2", 'a{b="2"} 1'],
            Kind.INTERLEAVED,
            5,
            "family 'a' goes on here after another one",
        ),
        (
            OPENMETRICS,
            ["# TYPE a_total counter", "a_total 1"],
            Kind.SAMPLE_NAME,
            2,
            "the TYPE line of counter 'a_total' has the '_total' that OpenMetrics leaves out",
        ),
        (
            CLASSIC,
            ["# TYPE a counter", 'a_total{b="1"} 1', 'a_total{b="2"} 1'],
            Kind.SAMPLE_NAME,
            2,
            "samples of counter 'a' are named 'a_total', another metric here",
        ),
    ],
)
def test_bad(form, lines, kind, line, message):
    problem = counted(form, *lines)[1][0]
    assert (problem.kind, problem.line, problem.message) == (kind, line, message)


def test_interleaving_is_told_once_a_family():
    found = surveyed(
        CLASSIC, *[f'{name}{{c="{number}"}} 1' for number in range(9) for name in "ab"]
    )
    assert [problem.line for problem in found.problems] == [3, 4]
    assert {name: family.series for name, family in found.families.items()} == {"a": 9, "b": 9}


def test_a_late_type_counts_from_there_on():
    found = surveyed(CLASSIC, "a 1", "# TYPE a histogram", 'a_bucket{le="+Inf"} 1')
    assert found.families["a"].type == "histogram"
    assert found.families["a"].samples == 2


def test_metadata_is_kept():
    family = surveyed(
        OPENMETRICS, "# HELP a_s A \\n b", "# TYPE a_s gauge", "# UNIT a_s s", "a_s 1"
    ).families["a_s"]
    assert (family.help, family.type, family.unit, family.line) == ("A \n b", "gauge", "s", 1)


def test_more_families_than_are_kept(monkeypatch):
    monkeypatch.setattr(catalogue, "_MOST_FAMILIES", 3)
    found = surveyed(CLASSIC, *[f"a{number} 1" for number in range(9)], "# HELP b B", "a1 2")
    assert [*found.families] == ["a0", "a1", "a2"]
    assert found.samples == 10
    assert found.problems[0] == Problem(
        4,
        Kind.TOO_MANY_FAMILIES,
        "more than 3 metric families: the rest is counted, not surveyed",
        "a metric name made from data, such as an id, belongs into a label",
    )
    assert [problem.kind for problem in found.problems[1:]] == [Kind.INTERLEAVED]
