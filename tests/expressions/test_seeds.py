"""What our rules say of the PromQL that the platforms' own documents give."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from archestra_ops import expressions, packs, promql
from archestra_ops.packs.catalogue import catalogue

FILE = Path(__file__).parents[1] / "fixtures" / "seeds" / "expressions.toml"
FOUND = tomllib.loads(FILE.read_text("utf-8"))["expressions"]
CUSTOM = frozenset({"llm_gateway_metadata_customer_id"})


@pytest.mark.parametrize(
    "one", [pytest.param(one, id=f"{one['platform']}-{one['is']}") for one in FOUND]
)
def test_it_is_right_or_found_wrong_for_the_reason(one):
    platform = packs.platform(one["platform"], one.get("profile", ""))
    known = replace(catalogue(platform, packs.provider("helm")), custom_labels=CUSTOM)

    wrong = [[rule, found.message] for rule, found in expressions.judge(one["expr"], known)]

    assert wrong == one.get("wrong", [])
    promql.parse(one["expr"])


def test_every_document_is_there():
    assert {(one["platform"], one.get("profile", "")) for one in FOUND} == {
        ("archestra", ""),
        ("agyn", ""),
        ("astromesh", "documented"),
        ("astromesh", "otlp"),
        ("truefoundry", "gen1"),
        ("truefoundry", "ai"),
    }


def test_the_documented_error_rate_of_astromesh_is_always_one():
    (rate,) = {
        one["expr"]
        for one in FOUND
        if one["is"] == "error rate by agent"
        and "/" in one["expr"]
        and one["platform"] == "astromesh"
    }
    rules = {rule for one in FOUND if one["expr"] == rate for rule, _ in one["wrong"]}

    assert rules == {"always-one"}
