from __future__ import annotations

import pytest

from archestra_ops.emitter.tracing.filling import Content, amount, draw, fill
from archestra_ops.packs.span_play import Play, Values
from archestra_ops.packs.telemetry import Span
from tests.emitter.seeded import seeded

SPAN = Span(name="chat {model}", help="h", kind="client", events={"in": "prompt"})


def filled(*values: Values, words=None, numbers=None, **content: object):
    given = {"model": "m", "empty": ""} | (words or {})
    return fill(SPAN, Play(values=values), given, numbers or {}, Content(**content))


def test_texts_have_the_words_of_the_event() -> None:
    made = filled(Values(attributes={"a": "x {model}", "flag": True, "list": ("b",)}))

    assert made.name == "chat m"
    assert made.attributes == {"a": "x m", "flag": True, "list": ("b",)}
    assert (made.error, made.log, made.events) == (None, "", {})


def test_what_says_nothing_is_left_out() -> None:
    made = filled(Values(attributes={"a": "{unknown}", "b": "{empty}", "c": ""}))

    assert made.attributes == {}


def test_later_values_go_before_and_see_the_words_of_earlier_ones() -> None:
    made = filled(
        Values(words={"who": "first"}, attributes={"a": "1", "b": "{who}"}, log="one"),
        Values(when={"who": ("first",)}, attributes={"a": "2"}, log="two", level="warn"),
        Values(unless={"who": ("first",)}, attributes={"a": "3"}),
    )

    assert made.attributes == {"a": "2", "b": "first"}
    assert (made.log, made.level) == ("two", "warn")


def test_numbers_are_sums_of_products() -> None:
    made = filled(
        Values(whole={"n": "a + b * c", "none": "a * nobody"}, amounts={"cost": "b * c"}),
        numbers={"a": 1.0, "b": 2.4, "c": 2.0},
    )

    assert made.attributes == {"n": 6, "cost": 4.8}


def test_an_error_is_kept() -> None:
    assert filled(Values(error="{model} failed"), Values(log="x")).error == "m failed"


@pytest.mark.parametrize(
    ("content", "events"),
    [
        ({}, {"in": {"prompt": "a question"}}),
        ({"longest": 3}, {"in": {"prompt": "a q...[truncated]"}}),
        ({"longest": 10}, {"in": {"prompt": "a question"}}),
        ({"wanted": False}, {}),
    ],
)
def test_content_is_cut_or_left_out(content, events) -> None:
    assert filled(Values(events={"in": "a question"}), **content).events == events


def test_an_event_without_content_is_none() -> None:
    assert filled(Values(events={"in": "a"}), Values(events={"in": ""})).events == {}


def test_amounts() -> None:
    assert amount("a * b + c", {"a": 2.0, "b": 3.0, "c": 1.0}) == 7.0
    assert amount("a", {}) is None


def test_words_are_drawn_by_weight() -> None:
    assert draw(Play(draw={"x": {"a": 1, "b": 0}}), seeded()) == {"x": "a"}
