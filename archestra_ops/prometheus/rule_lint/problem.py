"""What a rule for rule files is given, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from archestra_ops.findings import Severity
from archestra_ops.prometheus.rule_lint.rulefile import Entry, RuleFile
from archestra_ops.prometheus.rule_lint.scope import Scope


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: what, and what to do about it.

    `line` and `part` are only given where they are not those of the rule that is looked at.
    """

    message: str
    hint: str = ""
    severity: Severity = Severity.WARNING
    line: int = 0
    part: str = ""


OfEntry = Callable[[Entry, Scope], Iterator[Problem]]
OfFile = Callable[[RuleFile], Iterator[Problem]]
