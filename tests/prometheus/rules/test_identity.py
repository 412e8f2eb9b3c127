from __future__ import annotations

import pytest

from archestra_ops.prometheus.rules import Definition, Rule, RuleGroup, RuleSet
from archestra_ops.prometheus.rules.identity import Identities


def identities(signals: tuple[str, ...] = (), records: dict[str, str] | None = None, **alerts: str):
    found = [Rule(record=name, expr=expr) for name, expr in (records or {}).items()]
    found += [
        Rule(alert=name, expr=expr, labels={"severity": "critical", "slo": "s"})
        for name, expr in alerts.items()
    ]
    definitions = {
        name: Definition(
            file="f", line=1, group="g", alert=name, expr="{{ up }}" if name in signals else "x"
        )
        for name in alerts
    }
    groups = (RuleGroup(name="g", rules=tuple(found)),)
    return Identities(RuleSet(groups=groups, left_out=(), definitions=definitions))


@pytest.mark.parametrize(
    ("expr", "labels"),
    [
        ("sum by (a, b) (x) / on (a) group_left () max by (a) (y) > 1", {"a", "b"}),
        ("sum by (a, severity, slo) (x)", {"a"}),
        ("a:b:c > 1", {"a", "n"}),
        ("sum by (n) (a:b:c)", {"n"}),
        ("x > 1", set()),
        ("vector(1)", set()),
    ],
)
def test_an_alert_has_the_labels_that_its_expression_leaves(expr: str, labels: set[str]) -> None:
    found = identities(records={"a:b:c": "sum by (a, n) (x)"}, Fails=expr)

    assert found.of("Fails") == labels


def test_a_recording_that_reads_itself_ends() -> None:
    found = identities(records={"a:b:c": "a:b:c offset 5m or sum by (n) (x)"}, Fails="a:b:c > 1")

    assert found.of("Fails") == frozenset()


def test_an_exporters_server_is_not_the_platforms_process() -> None:
    expr = "max by (instance, job) (x)"
    found = identities(("Down", "Full"), Down=expr, Full=expr, Waiting=expr)

    assert found.shared("Down", "Full") == ["instance", "job"]
    assert found.shared("Down", "Waiting") == ()
    assert found.shared("Waiting", "Down") == ()
