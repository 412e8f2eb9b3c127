from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archestra_ops.grafana.dashboard.document import (
    LARGEST,
    Located,
    UnreadableError,
    clean,
    load,
    number_of,
    object_of,
    objects_of,
    text_of,
    texts,
    whole_of,
)

TEXT = """{
  "a": [
    {"b": "{[\\"}"},
    {
      "expr": {},

      "targets": [{
        "refId": "A",
        "expr": "up"
      }]
    }
  ]
}
"""


def refused(text: str) -> tuple[str, str, str, int]:
    with pytest.raises(UnreadableError) as raised:
        load(text)
    error = raised.value
    return error.check, str(error), error.hint, error.line


def test_every_object_knows_its_line_and_that_of_its_expression() -> None:
    whole = load(TEXT)

    assert isinstance(whole, Located)
    first, second = whole["a"]
    (target,) = second["targets"]
    assert (whole.line, first.line, second.line, second["expr"].line) == (1, 3, 4, 5)
    assert (target.line, target.line_of_expr) == (7, 9)
    assert (second.line_of_expr, first.line_of_expr) == (5, 3)
    assert json.loads(TEXT) == whole


def test_a_mark_of_windows_editors_is_passed_over() -> None:
    assert load('\ufeff{"a": 1}') == {"a": 1}


@pytest.mark.parametrize(
    ("text", "message", "hint", "line"),
    [
        (
            '{\n  "a": 1\n  "b": 2\n}',
            "it is not JSON: expecting ',' delimiter at line 3, column 3",
            "export the dashboard from Grafana anew",
            3,
        ),
        (
            "",
            "it is not JSON: expecting value at line 1, column 1",
            "export the dashboard from Grafana anew",
            1,
        ),
        (
            '{"a": NaN}',
            "it is not JSON: NaN is no number of JSON",
            "look for the number that is none",
            0,
        ),
        (
            " " * (LARGEST + 1),
            "it has more than 8,000,000 characters",
            "a dashboard of that size does not load",
            0,
        ),
        ("[" * 101 + "]" * 101, "it is nested deeper than 100 levels", "", 0),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(text, message, hint, line) -> None:
    assert refused(text) == ("unreadable", message, hint, line)


def test_a_number_that_is_too_long_is_refused() -> None:
    check, message, _, _ = refused("9" * 5_000)

    assert check == "unreadable"
    assert message.startswith("it is not JSON: ")


def test_a_hundred_levels_are_fine() -> None:
    assert load("[" * 100 + "]" * 100)


def test_halves_of_characters_are_replaced() -> None:
    value = load('"a\\ud800"')

    assert text_of(value) == clean("a\ud800") == "a\ufffd"
    assert list(texts([value])) == ["a\ufffd"]


def test_every_text_is_found_however_deep_and_no_key() -> None:
    assert list(texts({"a": ["b", {"c": "d"}, 1, None], "e": "f"})) == ["b", "d", "f"]


@pytest.mark.parametrize("value", [None, True, 1.5, "x", ["x"]])
def test_what_is_not_of_the_kind_is_absent(value) -> None:
    assert object_of(value) == {}
    assert objects_of(value) == []
    assert whole_of(value) is None
    assert (number_of(value) is None) == (value != 1.5)
    assert text_of(value) == ("x" if value == "x" else "")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(JSON, st.sampled_from([None, 1]))
def test_lines_are_those_of_the_braces(value, indent) -> None:
    text = json.dumps([value], indent=indent)
    lines = text.split("\n")
    waiting = [load(text)]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Located):
            assert "{" in lines[one.line - 1]
        if isinstance(one, dict | list):
            waiting.extend(one.values() if isinstance(one, dict) else one)
