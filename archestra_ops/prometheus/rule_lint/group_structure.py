"""Groups that Prometheus refuses: without a name of their own, or no list of rules.

https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/#syntax
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.findings import Severity
from archestra_ops.prometheus.document import Rows, Table
from archestra_ops.prometheus.rule_lint.problem import Problem
from archestra_ops.prometheus.rule_lint.rulefile import Group, Namespace, RuleFile
from archestra_ops.prometheus.rule_lint.structure import durations, named_kind


def find_in_file(file: RuleFile) -> Iterator[Problem]:
    """What of the groups in *file* Prometheus would refuse."""
    for namespace in file.namespaces:
        yield from _of_list(namespace)
        seen: dict[str, int] = {}
        for group in namespace.groups:
            yield from _of_group(group, seen)


def _of_list(namespace: Namespace) -> Iterator[Problem]:
    holder = namespace.groups_of
    groups = holder.entries.get("groups")
    if groups is not None and not isinstance(groups, Rows):
        said = f"'groups' of {namespace.where} is {named_kind(groups)}, and has to be a list"
        yield _wrong(said, holder.line_of("groups"))
    rows = holder.rows("groups")
    for index, (line, value) in enumerate(zip(rows.lines, rows.values, strict=True), 1):
        if not isinstance(value, Table):
            said = f"group {index} is {named_kind(value)}, and has to be a table"
            yield _wrong(said, line)


def _of_group(group: Group, seen: dict[str, int]) -> Iterator[Problem]:
    table = group.table
    name = table.text("name") or ""
    line = table.line_of("name")
    if not name:
        yield _wrong("it has no name", line, group.label, "add name: …")
    elif name in seen:
        hint = f"rename this one, or the one in line {seen[name]}"
        yield _wrong("another group has this name", line, group.label, hint)
    seen.setdefault(name, line)
    for problem in durations(table, ("interval", "query_offset")):
        yield _wrong(problem.message, problem.line, group.label, problem.hint)
    limit = table.entries.get("limit")
    if limit is not None and not (isinstance(limit, str) and limit.isdigit()):
        yield _wrong("'limit' is no whole number", table.line_of("limit"), group.label)
    rules = table.entries.get("rules")
    if rules is not None and not isinstance(rules, Rows):
        said = f"'rules' is {named_kind(rules)}, and has to be a list"
        yield _wrong(said, table.line_of("rules"), group.label)
    rows = table.rows("rules")
    for index, (at, value) in enumerate(zip(rows.lines, rows.values, strict=True), 1):
        if not isinstance(value, Table):
            said = f"rule {index} is {named_kind(value)}, and has to be a table"
            yield _wrong(said, at, group.label)


def _wrong(message: str, line: int, part: str = "", hint: str = "") -> Problem:
    return Problem(message, hint, Severity.ERROR, line, part)
