"""One sample line, in both formats."""

import math

import pytest

from archestra_ops.exposition import Exemplar, Format, Kind, Sample
from archestra_ops.exposition.problems import LineError
from archestra_ops.exposition.sample import read_sample


def classic(text):
    return read_sample(text, 7, Format.CLASSIC)


def openmetrics(text):
    return read_sample(text, 7, Format.OPENMETRICS)


@pytest.mark.parametrize("read", [classic, openmetrics])
def test_both(read):
    assert read("up 1") == Sample("up", {}, 1.0, None, None, 7)
    assert read("up{} -Inf") == Sample("up", {}, -math.inf, None, None, 7)
    assert read('a:b{c="d"} 1.5e3') == Sample("a:b", {"c": "d"}, 1500.0, None, None, 7)
    assert read('{"http.status",x="y"} 1') == Sample("http.status", {"x": "y"}, 1.0, None, None, 7)
    assert math.isnan(read("a Nan").value)


def test_classic_has_milliseconds_and_is_generous_with_spaces():
    assert classic("up 1 1795212826499") == Sample("up", {}, 1.0, 1795212826.499, None, 7)
    assert classic('up\t{ a = "b" , }\t1  1500 ') == Sample("up", {"a": "b"}, 1.0, 1.5, None, 7)
    assert classic('up{a="b"}1').value == 1.0


def test_openmetrics_has_seconds_and_exemplars():
    assert openmetrics("up 1 1795.5") == Sample("up", {}, 1.0, 1795.5, None, 7)
    assert openmetrics('a_total 1 # {traceID="x"} 2 1795.5').exemplar == Exemplar(
        {"traceID": "x"}, 2.0, 1795.5
    )
    assert openmetrics('a_total 1 -3 # {traceID="x # {"} +Inf') == Sample(
        "a_total", {}, 1.0, -3.0, Exemplar({"traceID": "x # {"}, math.inf, None), 7
    )


def test_an_empty_exemplar_is_one():
    assert openmetrics("a_total 1 # {} 1 1795.5").exemplar == Exemplar({}, 1.0, 1795.5)


def test_the_exemplar_that_drops_the_page():
    with pytest.raises(LineError) as caught:
        openmetrics("a_total 1 # {} +Inf undefined")
    assert caught.value.kind is Kind.EXEMPLAR
    assert str(caught.value) == (
        "broken exemplar, timestamp 'undefined' is not a number: Prometheus drops the whole page"
    )
    assert caught.value.hint == (
        "prom-client prints '# {} +Inf undefined' once it has refused an exemplar of more than "
        "128 characters: shorten what goes into its labels, such as the session id"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('a # {b="c"} 1 1', "no value after the metric"),
        ('a 1 # {b="c"}', "no value after labels"),
        ('a 1 # {b="c"}1', "no value after labels"),
        ('a 1 # {"b"} 1', "no value after 'b'"),
        ("a 1 # {b} 1", "label 'b' has no value"),
        ('a 1 # {b="c} 1', "label value is not closed (label 'b')"),
        ('a 1 # {b="c"} 1 NaN', "timestamp 'NaN' is not a time"),
        ('a 1 # {b="c"} 1 2 3', "'3' stands after the timestamp"),
    ],
)
def test_broken_exemplars(text, message):
    with pytest.raises(LineError) as caught:
        openmetrics(text)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a", "no value after the metric"),
        ("a{} ", "no value after the metric"),
        ("a x", "value 'x' is not a number"),
        ("a 1 2 3", "'3' stands after the timestamp"),
        ("1a 1", "line begins with '1a 1', not with a metric name"),
        (" a 1", "line begins with ' a 1', not with a metric name"),
        ("{} 1", "no metric name, neither before the braces nor in them"),
        ('a{"b"} 1', "a second metric name, 'b', in the braces"),
        ("a 1 1.5", "timestamp '1.5' is not a whole number of milliseconds"),
        ("a 1 -5", "timestamp '-5' is not a whole number of milliseconds"),
        ("a 1 # {} 1 1", "exemplar in the classic format: Prometheus drops the whole page"),
    ],
)
def test_classic_faults(text, message):
    with pytest.raises(LineError) as caught:
        classic(text)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    "text", ["a  1", "a\t1", "a 1 ", "a 1  2", "a 1 +Inf", "a 1 # b", "a {} 1"]
)
def test_openmetrics_is_strict_about_spaces(text):
    with pytest.raises(LineError):
        openmetrics(text)
