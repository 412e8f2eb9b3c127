from __future__ import annotations

import pytest

from archestra_ops.expressions.contradictory_matchers import find
from tests.expressions.finding import found


@pytest.mark.parametrize(
    ("expr", "one", "other", "label"),
    [
        ('x{a="1",a="2"}', 'a="1"', 'a="2"', "a"),
        ('x{a="",a!=""}', 'a!=""', 'a=""', "a"),
        ('rate(x{b="3",a="1",a=~"2|3"}[5m])', 'a=~"2|3"', 'a="1"', "a"),
        ('x{a="1",a!~"1|2"}', 'a!~"1|2"', 'a="1"', "a"),
    ],
)
def test_what_no_value_can_be_is_found(expr, one, other, label) -> None:
    assert found(find, expr) == [
        (
            f"nothing fulfils both {one} and {other}",
            f'take one of them, or {label}=~"…|…" for either',
        )
    ]


@pytest.mark.parametrize(
    "expr",
    [
        'x{a="1",b="2"}',
        'x{a="1",a=~"1|2"}',
        'x{a="1",a!="2"}',
        'x{a!="1",a!="2"}',
        'x{a=~"1.*",a=~".*2"}',
        'x{a="1",a=~"$a"}',
        'x{a="$a",a="1"}',
        'x{a="1"} + x{a="2"}',
        'x{a="1",a=~"(?i:1)"}',
    ],
)
def test_what_can_be_is_fine(expr) -> None:
    assert found(find, expr) == []
