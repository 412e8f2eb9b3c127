from __future__ import annotations

import pytest

from archestra_ops.errors import PromQLError
from archestra_ops.promql import fill, keep_labels, replace_calls

VALUES = {"ratio": "0.05", "text": 'a"b\\c', "window": "5m", "tick": "a`b"}


@pytest.mark.parametrize(
    ("expr", "filled"),
    [
        ("rate(a[5m]) > 0.1", "rate(a[5m]) > 0.1"),
        ("a > ${ratio}", "a > 0.05"),
        ("rate(a[${window}]) offset ${window}", "rate(a[5m]) offset 5m"),
        ('a{b="${text}"}', 'a{b="a\\"b\\\\c"}'),
        ("a{b='${text}'}", "a{b='a\"b\\\\c'}"),
        ("a{b=`${text}`}", 'a{b=`a"b\\c`}'),
        ('a{b=~"x|${window}"} # ${ratio}', 'a{b=~"x|5m"} # 0.05'),
        (
            'label_replace(a, "b", "$1", "c", "(.*)") > ${ratio}',
            'label_replace(a, "b", "$1", "c", "(.*)") > 0.05',
        ),
    ],
)
def test_values_go_in_as_their_place_asks(expr: str, filled: str) -> None:
    assert fill(expr, VALUES.__getitem__) == filled


def test_a_value_that_a_string_cannot_hold_is_refused() -> None:
    with pytest.raises(PromQLError, match="'a`b' cannot stand between backticks"):
        fill("a{b=`${tick}`}", VALUES.__getitem__)


@pytest.mark.parametrize(
    ("expr", "replaced"),
    [
        ("sum(a)", "sum(a)"),
        ("macro(a[5m])", "<a|5m>"),
        (
            'sum by (x) (macro(a{b=~"(c)"} [ 1h ]) + macro(d[5m]))',
            'sum by (x) (<a{b=~"(c)"}|1h> + <d|5m>)',
        ),
        ('a{b="macro(c[5m])"}', 'a{b="macro(c[5m])"}'),
        ("macro + 1", "macro + 1"),
    ],
)
def test_a_macro_is_replaced_where_it_is_called(expr: str, replaced: str) -> None:
    assert replace_calls(expr, "macro", lambda what, window: f"<{what}|{window}>") == replaced


@pytest.mark.parametrize(
    "expr", ["macro(a)", "macro([5m])", "macro()", "macro(a[5m:1m])", "macro(a[5m] offset 1h)"]
)
def test_a_macro_wants_a_selector_with_a_window(expr: str) -> None:
    with pytest.raises(PromQLError, match="is not given a selector with a window"):
        replace_calls(expr, "macro", lambda what, window: what + window)


def test_a_macro_that_is_not_closed_is_refused() -> None:
    with pytest.raises(PromQLError, match="has a bracket that is not closed"):
        replace_calls("macro(a[5m]", "macro", lambda what, window: what + window)


@pytest.mark.parametrize(
    ("expr", "kept"),
    [
        ("a / b", "a / b"),
        ("sum by (x) (a)", "sum by (c, n, x) (a)"),
        ("sum by () (a)", "sum by (c, n) (a)"),
        (
            "sum by (n, x) (a) / on (x) group_left (y) b",
            "sum by (c, n, x) (a) / on (c, n, x) group_left (y) b",
        ),
        ("sum by (c, n) (a)", "sum by (c, n) (a)"),
        ("sum without (x) (a)", "sum without (x) (a)"),
        ('a{by="x"}', 'a{by="x"}'),
    ],
)
def test_labels_are_kept_by_groupings_and_joins(expr: str, kept: str) -> None:
    assert keep_labels(expr, ["c", "n"]) == kept
