from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archestra_ops.promql.strings import decoded, quoted, shortened
from tests.promql.refusals import assert_refused


@pytest.mark.parametrize(
    ("spelling", "value"),
    [
        ('""', ""),
        ('"a b"', "a b"),
        (r'"\\d+"', r"\d+"),
        (r"`\d+`", r"\d+"),
        (r"'it\'s'", "it's"),
        (r'"say \"hi\""', 'say "hi"'),
        (r'"\a\b\f\n\r\t\v"', "\a\b\f\n\r\t\v"),
        (r'"\x41\101\u00e9\U0001F600"', "AAé😀"),
        (r'"\xc3\xa9"', "é"),
        (r'"\xff"', "\ufffd"),
    ],
)
def test_decoded(spelling, value):
    assert decoded(spelling) == value


@pytest.mark.parametrize("escape", [r"\d", r"\x4", r"\400", r"\u12", r"\ud800", r"\U00110000"])
def test_unknown_escapes_are_refused(escape):
    assert_refused(
        lambda: decoded(f'"{escape}"'),
        f'string "{escape}" holds an escape that PromQL does not know',
        r"write a backslash as '\\', or put the string between backticks",
    )


@given(value=st.text())
def test_quoted_is_decoded_again(value):
    assert decoded(quoted(value)) == value
    assert "\n" not in quoted(value)


def test_shortened_is_one_line():
    assert shortened("sum(\n  up\n)") == "sum( up )"
    assert shortened("a" * 60) == "a" * 60
    assert shortened("a" * 61) == "a" * 59 + "…"
