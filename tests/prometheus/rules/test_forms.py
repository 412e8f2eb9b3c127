from __future__ import annotations

import pytest

from archestra_ops.errors import OpsError
from archestra_ops.prometheus.rules import Rule, RuleGroup
from archestra_ops.prometheus.rules.forms import (
    mimir_namespace,
    namespace,
    own_name,
    prometheus_rule,
)

GROUPS = (RuleGroup(name="archestra-llm", rules=(Rule(record="a:b:c", expr="x"),)),)


def test_a_prometheus_rule_has_the_labels_that_an_operator_selects_by() -> None:
    text = prometheus_rule(
        GROUPS,
        name="archestra-ops",
        namespace="monitoring",
        labels={"release": "prometheus", "prometheus.io/team": "a.b"},
    )

    assert (
        text
        == """\
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: archestra-ops
  namespace: monitoring
  labels:
    app.kubernetes.io/part-of: archestra-ops
    release: prometheus
    prometheus.io/team: a.b
spec:
  groups:
    - name: archestra-llm
      rules:
        - record: a:b:c
          expr: x
"""
    )


def test_without_a_namespace_it_has_none() -> None:
    assert "namespace" not in prometheus_rule(GROUPS, name="rules", labels={})


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"name": "My rules"}, "'My rules' is no name in Kubernetes"),
        ({"name": ""}, "'' is no name in Kubernetes"),
        ({"namespace": "Prod"}, "'Prod' is no namespace in Kubernetes"),
        ({"labels": {"a b": "c"}}, "'a b=c' is no label in Kubernetes"),
        ({"labels": {"a": "c\nd: e"}}, "'a=c\nd: e' is no label in Kubernetes"),
    ],
)
def test_what_kubernetes_would_refuse_is_refused(settings, message: str) -> None:
    with pytest.raises(OpsError) as caught:
        prometheus_rule(GROUPS, **{"name": "rules", "labels": {}, **settings})

    assert str(caught.value) == message


def test_a_mimir_namespace_is_what_mimirtool_loads() -> None:
    assert (
        mimir_namespace(GROUPS, name="archestra-ops")
        == """\
namespace: archestra-ops
groups:
  - name: archestra-llm
    rules:
      - record: a:b:c
        expr: x
"""
    )


def test_the_rules_of_each_platform_have_a_name_of_their_own() -> None:
    """One object with the name of another one takes its place."""
    assert [own_name(one) for one in ("archestra", "agyn")] == ["archestra-ops", "agyn-ops"]
    assert namespace(None, "agyn") == "agyn-ops"
    assert namespace("mine", "agyn") == "mine"
    for wrong in ("", " ", "a/b"):
        with pytest.raises(OpsError, match=f"'{wrong}' is no namespace"):
            namespace(wrong, "agyn")
