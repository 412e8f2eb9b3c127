"""The same rule twice.

Two recording rules that write the same series overwrite each other, or are refused as duplicates.
Of two alerts with one name, labels and expression each fires and is sent; which is meant to be
changed next time, nobody knows. promtool calls the first of these a lint error.
https://prometheus.io/docs/prometheus/latest/command-line/promtool/#promtool-check
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.prometheus.rule_lint.problem import Problem
from archestra_ops.prometheus.rule_lint.rulefile import Entry, RuleFile


def find_in_file(file: RuleFile) -> Iterator[Problem]:
    """The rules that stand in a namespace of *file* already."""
    for namespace in file.namespaces:
        seen: dict[object, Entry] = {}
        for group in namespace.groups:
            for entry in group.entries:
                first = seen.setdefault(_own(entry), entry)
                if first is not entry:
                    yield Problem(
                        f"it is the same as {first.part} in line {first.table.line}",
                        "take one of them out, or tell them apart by a label",
                        line=entry.line,
                        part=entry.part,
                    )


def _own(entry: Entry) -> object:
    """What makes a rule another one than others; a rule that lacks it is only like itself."""
    labels = frozenset((name, text) for name, text, _ in entry.texts("labels"))
    if entry.record:
        return "record", entry.record, labels
    if entry.alert and entry.expr:
        return "alert", entry.alert, labels, " ".join(entry.expr.split())
    return id(entry)
