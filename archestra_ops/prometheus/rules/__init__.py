"""The rules that we ship: read from their definitions, rendered for a provider, written out."""

from __future__ import annotations

from archestra_ops.prometheus.rules.build import default_values, group_names, rule_set
from archestra_ops.prometheus.rules.model import (
    Definition,
    LeftOut,
    Links,
    Rule,
    RuleGroup,
    RuleSet,
)
from archestra_ops.prometheus.rules.values import Value, Values
from archestra_ops.prometheus.rules.writing import to_yaml

__all__ = [
    "Definition",
    "LeftOut",
    "Links",
    "Rule",
    "RuleGroup",
    "RuleSet",
    "Value",
    "Values",
    "default_values",
    "group_names",
    "rule_set",
    "to_yaml",
]
