"""The rules for rule files, by what they look at."""

from __future__ import annotations

import sys
from typing import Final

from archestra_ops import expressions
from archestra_ops.prometheus.rule_lint import (
    absent_without_for,
    always_firing,
    disagreement,
    duplicate_rule,
    expression,
    grafana_variable,
    group_structure,
    ignore_without_reason,
    lost_label,
    missing_series,
    needless_ignore,
    no_description,
    no_for,
    no_job,
    no_rules,
    no_runbook,
    no_severity,
    no_summary,
    overwritten_label,
    passed_over,
    raw_value,
    structure,
    taken_name,
    template,
    unknown_key,
    value_in_label,
)
from archestra_ops.prometheus.rule_lint.problem import OfEntry, OfFile

# Named by their modules. The first look at a rule whose expression can be read, the next at any.
OF_EXPRESSIONS: Final[dict[str, OfEntry]] = {
    "grafana-variable": grafana_variable.find,
    "missing-series": missing_series.find,
    "always-firing": always_firing.find,
    "absent-without-for": absent_without_for.find,
    "no-for": no_for.find,
    "lost-label": lost_label.find,
    "overwritten-label": overwritten_label.find,
    "no-job": no_job.find,
}
OF_RULES: Final[dict[str, OfEntry]] = {
    "structure": structure.find,
    "unknown-key": unknown_key.find,
    "taken-name": taken_name.find,
    "template": template.find,
    "value-in-label": value_in_label.find,
    "raw-value": raw_value.find,
    "no-severity": no_severity.find,
    "no-summary": no_summary.find,
    "no-description": no_description.find,
    "no-runbook": no_runbook.find,
}
OF_FILES: Final[dict[str, OfFile]] = {
    "no-rules": no_rules.find_in_file,
    "passed-over": passed_over.find_in_file,
    "group-structure": group_structure.find_in_file,
    "unknown-key": unknown_key.find_in_file,
    "duplicate-rule": duplicate_rule.find_in_file,
}
NEEDLESS: Final = "needless-ignore"
UNREASONED: Final = "ignore-without-reason"
OF_COMMENTS: Final = {
    UNREASONED: ignore_without_reason.find_in_comment,
    NEEDLESS: needless_ignore.find_in_comment,
}
YAML: Final = "yaml"
NO_RULES: Final = "no-rules"

# What is said without a module of its own.
_OTHERS: Final = {
    expressions.SYNTAX: "An expression that is no PromQL.",
    expression.UNUSUAL: "An expression that Prometheus may take, and only our grammar does not.\n\n"
    "Numbers with '_' in them, and functions that were renamed. promtool decides.",
    YAML: "A file that is no YAML, gives a key twice, or is not safe to read.",
    disagreement.PROMTOOL: disagreement.__doc__ or "",
}


def documentation() -> dict[str, str]:
    """What each rule is about, by its id: a sentence, then why it matters and by which source."""
    found = {**OF_EXPRESSIONS, **OF_RULES, **OF_FILES, **OF_COMMENTS, **expressions.RULES}
    docs = {name: sys.modules[find.__module__].__doc__ or "" for name, find in found.items()}
    return {name: doc.strip() for name, doc in sorted({**docs, **_OTHERS}.items())}
