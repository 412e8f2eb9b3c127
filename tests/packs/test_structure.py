from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import pytest

from archestra_ops.errors import PackError
from archestra_ops.packs.structure import did_you_mean, structure


@dataclass(frozen=True, kw_only=True)
class Inner:
    size: float


@dataclass(frozen=True, kw_only=True)
class Outer:
    name: str
    kind: Literal["big", "small"] = "big"
    on: bool = False
    count: int = 0
    inner: Inner | None = None
    tags: tuple[str, ...] = ()
    sizes: tuple[Inner, ...] = ()
    prices: Mapping[str, str | float] = field(default_factory=dict)
    bounds: tuple[float, ...] | Literal["unknown"] | None = None


def test_table_becomes_the_type():
    table = {
        "name": "a",
        "kind": "small",
        "on": True,
        "count": 2,
        "inner": {"size": 1},
        "tags": ["x", "y"],
        "sizes": [{"size": 0.5}],
        "prices": {"tea": 2, "where": "here"},
        "bounds": [1, 2.5],
    }

    assert structure(Outer, table, "f") == Outer(
        name="a",
        kind="small",
        on=True,
        count=2,
        inner=Inner(size=1.0),
        tags=("x", "y"),
        sizes=(Inner(size=0.5),),
        prices={"tea": 2.0, "where": "here"},
        bounds=(1.0, 2.5),
    )


def test_word_may_stand_for_a_list():
    assert structure(Outer, {"name": "a", "bounds": "unknown"}, "f").bounds == "unknown"


@pytest.mark.parametrize(
    ("table", "message", "hint"),
    [
        ({}, "f: missing key 'name'", "add name = …"),
        ({"name": "a", "kinds": 1}, "f: unknown key 'kinds'", "did you mean 'kind'?"),
        (
            {"name": "a", "zzz": 1},
            "f: unknown key 'zzz'",
            "one of: bounds, count, inner, kind, name, on, prices, sizes, tags",
        ),
        ({"name": 1}, "f: name: 1 is not a text", "give a text"),
        ({"name": "a", "on": 1}, "f: on: 1 is not true or false", "give true or false"),
        (
            {"name": "a", "count": True},
            "f: count: True is not a whole number",
            "give a whole number",
        ),
        ({"name": "a", "count": 1.5}, "f: count: 1.5 is not a whole number", "give a whole number"),
        (
            {"name": "a", "inner": {"size": "1"}},
            "f: inner.size: '1' is not a number",
            "give a number",
        ),
        ({"name": "a", "inner": 1}, "f: inner: 1 is not a table", "give a table"),
        (
            {"name": "a", "inner": {"sise": 1}},
            "f: inner: unknown key 'sise'",
            "did you mean 'size'?",
        ),
        ({"name": "a", "tags": "x"}, "f: tags: 'x' is not a list", "give a list"),
        ({"name": "a", "tags": ["x", 1]}, "f: tags[1]: 1 is not a text", "give a text"),
        ({"name": "a", "sizes": [{}]}, "f: sizes[0]: missing key 'size'", "add size = …"),
        ({"name": "a", "prices": []}, "f: prices: [] is not a table", "give a table"),
        ({"name": "a", "prices": {"x": []}}, "f: prices.x: [] is not a text", "give a text"),
        (
            {"name": "a", "prices": {"x": True}},
            "f: prices.x: True is not a number",
            "give a number",
        ),
        (
            {"name": "a", "kind": "bg"},
            "f: kind: 'bg' is not one of its values",
            "did you mean 'big'?",
        ),
        ({"name": "a", "kind": []}, "f: kind: [] is not one of its values", "one of: big, small"),
        ({"name": "a", "bounds": 1}, "f: bounds: 1 is not one of its values", "one of: unknown"),
        ({"name": "a", "bounds": ["x"]}, "f: bounds[0]: 'x' is not a number", "give a number"),
    ],
)
def test_what_does_not_fit_is_refused_by_its_full_name(table, message, hint):
    with pytest.raises(PackError) as refused:
        structure(Outer, table, "f")

    assert (str(refused.value), refused.value.hint) == (message, hint)


def test_hint_suggests_what_is_close_and_else_lists_what_there_is():
    assert did_you_mean("asure", ["azure", "helm"]) == "did you mean 'azure'?"
    assert did_you_mean("x", ["helm", "azure"]) == "one of: azure, helm"
    assert did_you_mean("x", []) == "there is none"


@dataclass(frozen=True, kw_only=True)
class Renamed:
    condition: str = field(metadata={"key": "is"})


def test_a_field_may_have_another_key():
    assert structure(Renamed, {"is": "down"}, "f") == Renamed(condition="down")
    for table, message in (
        ({"condition": "down"}, "f: unknown key 'condition'"),
        ({}, "f: missing key 'is'"),
        ({"is": 1}, "f: is: 1 is not a text"),
    ):
        with pytest.raises(PackError, match=f"^{re.escape(message)}$"):
            structure(Renamed, table, "f")
