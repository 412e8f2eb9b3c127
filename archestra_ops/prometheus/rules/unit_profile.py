"""A unit test of rules as one profile of the platform has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from archestra_ops import promql
from archestra_ops.packs.model import Platform
from archestra_ops.prometheus.rules.model import RuleSet
from archestra_ops.prometheus.rules.unit_tests import UnitTest

_OF_ALERTS, _OF_EXPRESSIONS = "alert_rule_test", "promql_expr_test"


def adapted(test: UnitTest, rules: RuleSet, platform: Platform) -> UnitTest | None:
    """*test* with the series that the profile of *platform* has; None where nothing is left of it.

    What it expects of alerts that *rules*, those of the profile, are without is dropped; also what
    it asks of series that they record no longer.
    """
    if not platform.profiles:
        return test
    names = platform.renamed
    body = dict(test.content["tests"][0])
    body["input_series"] = [
        {**one, "series": _renamed(str(one["series"]), names)} for one in body["input_series"]
    ]
    there = {rule.alert or rule.record for group in rules.groups for rule in group.rules}
    out = {one.rule for one in rules.left_out} - there
    alerts = [one for one in body.get(_OF_ALERTS) or () if one["alertname"] not in out]
    asked = [
        _asked(one, names)
        for one in body.get(_OF_EXPRESSIONS) or ()
        if out.isdisjoint(s.name for s in promql.selectors(str(one["expr"])))
    ]
    if not alerts and not asked:
        return None
    return replace(
        test,
        content={**test.content, "tests": [_with(body, alerts, asked)]},
        fires=test.fires - out,
        silent=test.silent - out,
        expressions=tuple(str(one["expr"]) for one in asked),
    )


def _with(body: Mapping[str, Any], alerts: Sequence[Any], asked: Sequence[Any]) -> dict[str, Any]:
    found = {key: value for key, value in body.items() if key not in (_OF_ALERTS, _OF_EXPRESSIONS)}
    found |= {_OF_ALERTS: alerts} if alerts else {}
    return found | ({_OF_EXPRESSIONS: asked} if asked else {})


def _asked(one: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """What is asked of an expression, with what it has to give."""
    samples = [dict(sample) for sample in one.get("exp_samples") or ()]
    for sample in samples:
        if "labels" in sample:
            sample["labels"] = _renamed(str(sample["labels"]), names)
    return {**one, "expr": promql.rename(str(one["expr"]), names), "exp_samples": samples}


def _renamed(series: str, names: Mapping[str, str]) -> str:
    """*series*, a name and labels in braces, under its name in the profile."""
    name, brace, labels = series.partition("{")
    return f"{names.get(name.strip(), name)}{brace}{labels}"
