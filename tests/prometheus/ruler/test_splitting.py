from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archestra_ops.prometheus.ruler import split
from tests.prometheus.ruler.memory import alert, group

NAMES = [f"A{number}" for number in range(7)]
GROUP = group("g", *map(alert, NAMES), interval="30s")


@pytest.mark.parametrize(
    ("most", "sizes"),
    [
        (0, {"g": 7}),
        (7, {"g": 7}),
        (3, {"g": 3, "g-2": 3, "g-3": 1}),
        (1, {"g": 1, **{f"g-{number}": 1 for number in range(2, 8)}}),
    ],
)
def test_groups_are_cut_to_size(most, sizes) -> None:
    found = list(split([GROUP, group("small")], most))

    assert {one.name: len(one.rules) for one in found} == {**sizes, "small": 1}
    assert {one.interval for one in found[:-1]} == {"30s"}


@given(st.lists(st.integers(1, 30), max_size=4), st.integers(0, 12))
def test_every_rule_is_in_one_group_in_its_order(sizes, most) -> None:
    groups = [
        group(f"g{number}", *(alert(f"A{rule}") for rule in range(size)))
        for number, size in enumerate(sizes)
    ]

    found = list(split(groups, most))

    rules = [rule for one in groups for rule in one.rules]
    assert [rule for one in found for rule in one.rules] == rules
    assert all(len(one.rules) <= (most or 30) for one in found)
