"""The pattern of a shape: what it takes, and what it leaves to the exact reader."""

import pytest

from archestra_ops.exposition import Format
from archestra_ops.exposition.sample import read_sample
from archestra_ops.exposition.shape import TAIL, Shape


def shape(text, bound="", form=Format.OPENMETRICS):
    return Shape(read_sample(text, 1, form), form, bound, "", [])


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ('h_bucket{le="1",a="x",b="y"} 3', ("", "1", 'a="x",b="y"', "3", None)),
        ('h_bucket{a="x",le="1",b="y"} 3', ('a="x",', "1", 'b="y"', "3", None)),
        ('h_bucket{a="x",b="y",le="1"} 3', ('a="x",b="y"', "1", "", "3", None)),
        ('h_bucket{le="1"} 3', ("", "1", "", "3", None)),
        ('h_sum{a="x"} 1.5e+07 1795', ('a="x"', "", "", "1.5e+07", " 1795")),
        ("h_sum Nan # {} 1", ("", "", "", "Nan", " # {} 1")),
        ("h_sum{} -Inf", ("", "", "", "-Inf", None)),
    ],
)
def test_groups(text, groups):
    assert shape(text, "le").match(text).groups() == groups


@pytest.mark.parametrize(
    "text",
    [
        'a{b="x",c="\\n"} 1',
        'a{b="x", c="z"} 1',
        'a{c="z",b="x"} 1',
        'a{b="x",c="z",} 1',
        'a{b="x",c=""} 1',
        'a{b="x"} 1',
        'a{b="x",c="z"}  1',
        'a{b="x",c="z"} 1e999',
        'a{b="x",c="z"} nan',
        'a{b="x",c="z"} 1x',
        'a{b="x",c="\0"} 1',
        'aa{b="x",c="z"} 1',
    ],
)
def test_left_to_the_exact_reader(text):
    learned = shape('a{b="x",c="y"} 1')
    assert learned.match('a{b="p q,}",c="é"} 2')
    assert not learned.match(text)


def test_a_last_comma_is_classic():
    assert shape('a{b="x"} 1', form=Format.CLASSIC).match('a{b="x",} 1')


def test_empty_labels_do_not_name_the_series():
    learned = shape('a{a="",b="x",c="",aa="",d="y",e=""} 1')
    assert learned.match('a{a="",b="x",c="",aa="",d="z",e=""} 1')
    assert not learned.match('a{a="",b="x",c="1",aa="",d="z",e=""} 1')
    assert learned.identity('a="",b=",c=",c="",aa="",d="y",e=""') == 'b=",c=",d="y"'
    assert shape('a{a="",b=""} 1').identity('a="",b=""') == ""


@pytest.mark.parametrize(
    ("form", "tail", "groups"),
    [
        (Format.CLASSIC, " 1795212826499", ("1795212826499", None)),
        (Format.OPENMETRICS, " 1795.5", ("1795.5", None)),
        (Format.OPENMETRICS, " # {} 1 1795.5", (None, "")),
        (Format.OPENMETRICS, ' -1 # {a="x",b="y"} +Inf', ("-1", 'a="x",b="y"')),
    ],
)
def test_tails(form, tail, groups):
    assert TAIL[form].fullmatch(tail).groups() == groups


@pytest.mark.parametrize(
    ("form", "tail"),
    [
        (Format.CLASSIC, " 1.5"),
        (Format.CLASSIC, " -1"),
        (Format.CLASSIC, " 1 # {} 1"),
        (Format.OPENMETRICS, " "),
        (Format.OPENMETRICS, " Inf"),
        (Format.OPENMETRICS, " # {} +Inf undefined"),
        (Format.OPENMETRICS, ' # {a="x"b="y"} 1'),
        (Format.OPENMETRICS, ' # {a="x",} 1'),
        (Format.OPENMETRICS, ' # {a="\\n"} 1'),
        (Format.OPENMETRICS, " # {}"),
    ],
)
def test_other_tails(form, tail):
    assert not TAIL[form].fullmatch(tail)
