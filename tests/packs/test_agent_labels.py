from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archestra_ops.errors import PackError
from archestra_ops.packs.agent_labels import by_name, label_name, renamed


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("team", "team"),
        ("cost-centre", "cost_centre"),
        ("Cost.Centre/EU", "Cost_Centre_EU"),
        ("2nd", "_2nd"),
        ("_x", "_x"),
        ("é", "_"),
    ],
)
def test_a_key_becomes_a_label_name(key, name) -> None:
    assert label_name(key) == name


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("customer_id", "llm_gateway_metadata_customer_id"),
        ("customer-id", "llm_gateway_metadata_customer_id"),
        ("2nd", "llm_gateway_metadata_2nd"),
        ("llm_gateway_metadata_team", "llm_gateway_metadata_team"),
    ],
)
def test_a_platform_may_put_something_in_front(key, name) -> None:
    assert label_name(key, "llm_gateway_metadata_") == name
    assert by_name({key: "1"}, "llm_gateway_metadata_") == {name: "1"}


@given(st.text(min_size=1))
def test_a_name_is_one_that_prometheus_accepts_and_stays_so(key) -> None:
    name = label_name(key)

    assert re.fullmatch("[a-zA-Z_][a-zA-Z0-9_]*", name)
    assert label_name(name) == name


@pytest.mark.parametrize(
    ("keys", "prefix", "found"),
    [
        ((), "", {}),
        (("team", "_x", "cost_centre"), "", {}),
        (("team", "cost-centre", "2nd"), "", {"cost-centre": "cost_centre", "2nd": "_2nd"}),
        # What is put in front is no change, and lets a digit be behind it.
        (("team", "2nd", "meta_team_2"), "meta_", {}),
        (("customer-id",), "meta_", {"customer-id": "meta_customer_id"}),
        (("meta_customer-id",), "meta_", {"meta_customer-id": "meta_customer_id"}),
        (("meta-team",), "meta_", {"meta-team": "meta_team"}),
    ],
)
def test_keys_that_no_label_can_be_called_are_told(keys, prefix, found) -> None:
    assert renamed(keys, prefix) == found


def test_names_are_sorted_as_they_are_exposed() -> None:
    # As keys they would come in another order: `-` is before `B`, and `_` behind it.
    assert list(by_name({"a-b": "1", "aB": "2", "2nd": "3"}).items()) == [
        ("_2nd", "3"),
        ("aB", "2"),
        ("a_b", "1"),
    ]


def test_two_keys_cannot_become_one() -> None:
    with pytest.raises(PackError) as refused:
        by_name({"cost-centre": "1", "team": "x", "cost_centre": "2"})

    assert str(refused.value) == (
        "the agent labels 'cost-centre' and 'cost_centre' are both 'cost_centre' in Prometheus"
    )
    assert refused.value.hint == "rename one of them"
