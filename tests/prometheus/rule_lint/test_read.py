from __future__ import annotations

import pytest

from archestra_ops.prometheus.document import YamlError
from archestra_ops.prometheus.rule_lint.read import read
from tests.prometheus.rule_lint.rules import file

MANIFESTS = """\
apiVersion: v1
kind: ConfigMap
data: {groups: not these}
---
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: {name: web}
spec:
  groups:
  - name: a
    rules:
    - alert: A
      expr: up == 0
---
apiVersion: v1
kind: List
items:
- apiVersion: monitoring.coreos.com/v1
  kind: PrometheusRule
  metadata: {name: worker}
  spec: {groups: [{name: b, rules: [{record: r, expr: up}, {expr: up}]}]}
- apiVersion: v1
  kind: Secret
"""


def entries(text: str) -> list[tuple[str, str, int, int]]:
    return [
        (namespace.where, entry.part, entry.table.line, entry.line)
        for namespace in read(text, name="x").namespaces
        for group in namespace.groups
        for entry in group.entries
    ]


def test_a_file_of_prometheus_is_its_first_document() -> None:
    text = file("alert: A\nfor: 5m\nexpr: |\n  up") + "---\ngroups: []\n"

    assert entries(text) == [("the file", "alert 'A' of group 'g'", 4, 6)]
    assert read(text, name="x").passed_over == 8


def test_manifests_may_have_several() -> None:
    assert entries(MANIFESTS) == [
        ("PrometheusRule 'web'", "alert 'A' of group 'a'", 12, 13),
        ("PrometheusRule 'worker'", "record 'r' of group 'b'", 21, 21),
        ("PrometheusRule 'worker'", "rule 2 of group 'b'", 21, 21),
    ]
    assert read(MANIFESTS, name="x").passed_over == 0


def test_a_namespace_of_mimir_is_a_document() -> None:
    one = file("alert: A\nexpr: up")

    assert entries(f"namespace: a\n{one}---\nnamespace: b\n{one}") == [
        ("namespace 'a'", "alert 'A' of group 'g'", 5, 6),
        ("namespace 'b'", "alert 'A' of group 'g'", 12, 13),
    ]


def test_aliases_and_merges_are_written_out() -> None:
    text = (
        "x: &x {for: 5m}\ngroups:\n- name: g\n  rules:\n"
        "  - &a {alert: A, expr: up}\n  - *a\n  - <<: *x\n    alert: B\n    expr: up\n"
    )

    assert [one.table.text("for") for one in read(text, name="x").entries] == [None, None, "5m"]


@pytest.mark.parametrize("text", ["", "a", "- a", "groups: x", "groups: [x, [y]]", "groups: [{}]"])
def test_what_holds_no_rules_has_none(text) -> None:
    assert list(read(text, name="x").entries) == []


def test_what_is_no_yaml_is_said_by_line_and_column() -> None:
    with pytest.raises(YamlError) as caught:
        read("a: 1\nb: 2\na: 3", name="x")

    assert (caught.value.line, caught.value.column) == (3, 1)
