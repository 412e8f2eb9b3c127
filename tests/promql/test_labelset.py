from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archestra_ops.promql import LabelSet
from archestra_ops.promql.labelset import ANYTHING, NOTHING, only

NAMES = "abc"
sets = st.builds(LabelSet, st.frozensets(st.sampled_from(NAMES)), st.booleans())


def members(labels):
    """What of a small world, with one label that no set names, is in it."""
    return {name for name in (*NAMES, "z") if name in labels}


@given(one=sets, other=sets)
def test_a_label_set_is_a_set(one, other):
    everything = members(ANYTHING)

    assert members(one & other) == members(one) & members(other)
    assert members(one | other) == members(one) | members(other)
    assert members(one - other) == members(one) - members(other)
    assert members(~one) == everything - members(one)


def test_two_ways_to_name_a_set():
    assert members(only(["a", "b"])) == {"a", "b"}
    assert members(NOTHING) == set()
    assert members(ANYTHING) == {"a", "b", "c", "z"}
    assert members(LabelSet(frozenset({"a"}), others=True)) == {"b", "c", "z"}
