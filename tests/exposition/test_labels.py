"""Label lists, and what can be wrong with one."""

import pytest

from archestra_ops.exposition import Format
from archestra_ops.exposition.labels import read_labels
from archestra_ops.exposition.problems import LineError


def labels(text, form=Format.OPENMETRICS):
    found, at, metric = read_labels(text, 0, form)
    return found, text[at:], metric


def test_plain():
    assert labels('a="1",b=""} 5') == ({"a": "1", "b": ""}, " 5", "")
    assert labels("} 5") == ({}, " 5", "")


def test_values_hold_anything():
    assert labels(r'a="},{ =#\"\\\n",b="é🙂"}') == ({"a": '},{ =#"\\\n', "b": "é🙂"}, "", "")


def test_quoted_names():
    assert labels('"http.status","my \\"label\\""="y",x="z"}') == (
        {'my "label"': "y", "x": "z"},
        "",
        "http.status",
    )


def test_classic_allows_spaces_and_a_last_comma():
    found = {"a": "1", "b": "2"}
    assert labels(' a = "1" ,\tb="2" , } 3', Format.CLASSIC) == (found, " 3", "")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('a="1', "label value is not closed (label 'a')"),
        ('a="1\\"} 5', "label value is not closed (label 'a')"),
        ('a="1",b', "label 'b' has no value"),
        ("a} 5", "label 'a' has no value"),
        ('a="1"', "expected ',' or '}' after label 'a'"),
        ('a="1"b="2"}', "expected ',' or '}' after label 'a'"),
        ("a=1}", "label value is not quoted (label 'a')"),
        ('a="1",', "label list is not closed"),
        ("", "label list is not closed"),
        ('1a="1"}', "expected a label name, found '1a=\"1\"}'"),
        ('a:b="1"}', "label 'a' has no value"),
        ('a="1", b="2"}', "space before a label name, which OpenMetrics has not"),
        ('a="1" }', "space after the value of label 'a', which OpenMetrics has not"),
        ('a="1",}', "comma after the last label, which OpenMetrics has not"),
        ('""="1"}', "a label without a name"),
        ('"x","y"}', "a second metric name, 'y', in the braces"),
        ('a="1",a="2"}', "label 'a' stands twice: Prometheus drops the whole page"),
    ],
)
def test_faults(text, message):
    with pytest.raises(LineError) as caught:
        labels(text)
    assert str(caught.value) == message
