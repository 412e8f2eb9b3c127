"""What a rule says of an expression."""

from __future__ import annotations

from dataclasses import dataclass

from archestra_ops.findings import Severity


@dataclass(frozen=True)
class Wrong:
    """One thing wrong with an expression: a sentence, and what to do about it.

    `severity` is given where it is not that of the rule's other findings.
    """

    message: str
    hint: str = ""
    severity: Severity | None = None
