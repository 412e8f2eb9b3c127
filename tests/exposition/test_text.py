"""Escapes and numbers."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archestra_ops.exposition import text
from archestra_ops.exposition.problems import LineError


@given(st.text())
def test_what_is_escaped_reads_back(value):
    assert text.unescape(text.escape(value)) == value
    assert text.unescape_help(text.escape_help(value)) == value


def test_unknown_escapes_stay():
    assert text.unescape(r"C:\dir\\x\n\"") == 'C:\\dir\\x\n"'
    assert text.unescape_help(r"a \" \n \\n") == 'a \\" \n \\n'


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ("1", 1.0),
        ("-1.5e-7", -1.5e-7),
        ("+.5E+3", 500.0),
        ("1.", 1.0),
        ("+Inf", math.inf),
        ("-infinity", -math.inf),
    ],
)
def test_numbers(given, value):
    assert text.number(given, "value") == value


@pytest.mark.parametrize("given", ["NaN", "Nan", "nan"])
def test_not_a_number_is_one(given):
    assert math.isnan(text.number(given, "value"))


@pytest.mark.parametrize(
    "given", ["", "undefined", "0x10", "1_000", "1e999", "+NaN", "½", "1 ", "9" * 500]
)
def test_no_numbers(given):
    with pytest.raises(LineError, match=r"^value .* is not a number$"):
        text.number(given, "value")


def test_shown_text_is_short_and_on_one_line():
    assert text.show("a\\\n'é\x1b[31m\udcff") == r"'a\\n'é\x1b[31m\udcff'"
    assert len(text.show("x" * 1000)) == 62


def test_names():
    assert text.is_plain_metric("a:b_1")
    assert not text.is_plain_metric("1a")
    assert not text.is_plain_metric("a.b")
    assert text.label_name("a_b") == "a_b"
    assert text.label_name('a"b') == r'"a\"b"'
