from __future__ import annotations

import pytest

from archestra_ops.expressions.whole_bound import find
from tests.expressions.finding import found


@pytest.mark.parametrize(
    ("matcher", "bound"),
    [
        ('le="16"', "16"),
        ('le="16.0"', "16"),
        ('le!="1"', "1"),
        ('le=~"0.5|10"', "10"),
        ('le=~"[0-9]+"', "0"),
    ],
)
def test_one_spelling_of_a_whole_number_is_found(matcher, bound) -> None:
    assert found(find, f"rate(anything_bucket{{{matcher}}}[5m])") == [
        (
            f"{matcher} does not fit both '{bound}' and '{bound}.0', as Prometheus 3 says",
            f'match le=~"{bound}([.]0)?"',
        )
    ]


@pytest.mark.parametrize(
    "matcher",
    [
        'le=~"1([.]0)?"',
        'le=~"16|16.0"',
        'le="0.5"',
        'le="+Inf"',
        'le=~".+"',
        'le="$bound"',
        'size="1"',
        r'le=~"\\d[.]?\\d*"',
    ],
)
def test_both_spellings_or_none_are_fine(matcher) -> None:
    assert found(find, f"rate(anything_bucket{{{matcher}}}[5m])") == []
