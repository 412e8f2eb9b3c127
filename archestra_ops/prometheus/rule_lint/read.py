"""Rule files in the forms that there are, read into one.

A plain file is Prometheus' own: it reads the first document and passes over the others. A file of
Kubernetes manifests may have several `PrometheusRule`s, in documents of their own or in a `List`. A
Mimir or Cortex ruler's file says its `namespace`, and has one in each document.
https://github.com/prometheus-operator/prometheus-operator/blob/main/Documentation/api-reference/api.md
https://grafana.com/docs/mimir/latest/manage/tools/mimirtool/#rules
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from archestra_ops.prometheus import document
from archestra_ops.prometheus.document import Document, Table, Value
from archestra_ops.prometheus.rule_lint.rulefile import Entry, Group, Namespace, RuleFile

PROMETHEUS: Final = "Prometheus"
KUBERNETES: Final = "PrometheusRule"
MIMIR: Final = "Mimir"


def read(text: str, *, name: str) -> RuleFile:
    """The rules in *text*, whatever its form; raises document.YamlError where it is no YAML."""
    documents = [one for one in document.read_all(text) if one.value is not None]
    forms = {_form(one.value) for one in documents}
    if not forms & {KUBERNETES, MIMIR}:
        namespaces = [_namespace(one, PROMETHEUS, "the file") for one in documents[:1]]
        passed_over = documents[1].line if len(documents) > 1 else 0
        return RuleFile(name, text, tuple(namespaces), passed_over)
    found = [namespace for one in documents for namespace in _namespaces(one)]
    return RuleFile(name, text, tuple(found))


def _form(value: Value) -> str:
    if not isinstance(value, Table):
        return PROMETHEUS
    if "apiVersion" in value.entries and "kind" in value.entries:
        return KUBERNETES
    return MIMIR if "namespace" in value.entries and "groups" in value.entries else PROMETHEUS


def _namespaces(one: Document) -> Iterator[Namespace]:
    """What of a document between others holds groups."""
    value = one.value
    if not isinstance(value, Table):
        return
    if _form(value) != KUBERNETES:
        yield _namespace(one, MIMIR, f"namespace {value.text('namespace') or ''!r}")
        return
    if value.text("kind") == "List":
        for item in value.tables("items"):
            yield from _namespaces(Document(item.line, item))
    elif value.text("kind") == KUBERNETES:
        name = value.table("metadata").text("name") or ""
        yield _namespace(one, KUBERNETES, f"PrometheusRule {name!r}")


def _namespace(one: Document, form: str, where: str) -> Namespace:
    value = one.value
    table = value if isinstance(value, Table) else Table(one.line)
    holder = table.table("spec") if form == KUBERNETES else table
    rows = holder.rows("groups")
    groups = tuple(
        _group(index, group)
        for index, group in enumerate(rows.values, 1)
        if isinstance(group, Table)
    )
    return Namespace(form, value, holder, where, one.line, groups)


def _group(index: int, table: Table) -> Group:
    name = table.text("name") or ""
    entries = tuple(
        Entry(value, name, number)
        for number, value in enumerate(table.rows("rules").values, 1)
        if isinstance(value, Table)
    )
    return Group(table, f"group {name!r}" if name else f"group {index}", entries)
