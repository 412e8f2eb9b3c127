"""A key that Prometheus does not know: it refuses the whole file.

What a newer release brought, `keep_firing_for` (2.42), `limit` (2.31), `query_offset` (2.53) and a
group's `labels` (3.0), is refused by older ones as well; promtool of the same release says so.
https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from archestra_ops.findings import Severity
from archestra_ops.packs.structure import did_you_mean
from archestra_ops.prometheus.document import Table
from archestra_ops.prometheus.rule_lint import keys
from archestra_ops.prometheus.rule_lint.problem import Problem
from archestra_ops.prometheus.rule_lint.read import MIMIR, PROMETHEUS
from archestra_ops.prometheus.rule_lint.rulefile import Entry, RuleFile
from archestra_ops.prometheus.rule_lint.scope import Scope


def find(entry: Entry, scope: Scope) -> Iterator[Problem]:
    """The keys of a rule that none has."""
    del scope  # this needs no knowledge of metrics
    yield from _unknown(entry.table, keys.RULE | keys.RULE_OF_OTHERS.keys(), "a rule")
    yield from _of_others(entry.table, keys.RULE_OF_OTHERS)


def find_in_file(file: RuleFile) -> Iterator[Problem]:
    """The keys of the file and of its groups that none has."""
    for namespace in file.namespaces:
        known = keys.NAMESPACE if namespace.form == MIMIR else keys.TOP
        if "groups" in namespace.groups_of.entries:
            yield from _unknown(namespace.groups_of, known, namespace.where)
        for group in namespace.groups:
            for problem in _unknown(group.table, keys.GROUP | keys.OF_OTHERS.keys(), "a group"):
                yield replace(problem, part=group.label)
            if namespace.form == PROMETHEUS:
                for problem in _of_others(group.table, keys.OF_OTHERS):
                    yield replace(problem, part=group.label)


def _unknown(table: Table, known: Collection[str], where: str) -> Iterator[Problem]:
    for key in table.entries:
        if key not in known:
            homes = [place for place, home in keys.HOMES.items() if key in home]
            hint = f"it belongs {' or '.join(homes)}" if homes else did_you_mean(key, known)
            line = table.lines[key]
            yield Problem(f"{where} has no key {key!r}", hint, Severity.ERROR, line=line)


def _of_others(table: Table, owners: Mapping[str, str]) -> Iterator[Problem]:
    for key in sorted(table.entries.keys() & owners.keys()):
        yield Problem(
            f"only {owners[key]} knows the key {key!r}: Prometheus refuses the file",
            "fine where Prometheus does not read it",
            Severity.WARNING,
            table.lines[key],
        )
