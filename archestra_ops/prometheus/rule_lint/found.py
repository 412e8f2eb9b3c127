"""A problem with all that a finding says of it."""

from __future__ import annotations

from dataclasses import dataclass

from archestra_ops.findings import Finding
from archestra_ops.prometheus.rule_lint.problem import Problem


@dataclass(frozen=True, slots=True)
class Found:
    """What *check* found, in which line and part; `start` is where a rule that it is in starts."""

    check: str
    problem: Problem
    line: int
    part: str = ""
    start: int = 0

    def finding(self, subject: str) -> Finding:
        """It, in the file *subject*."""
        return Finding(
            check=self.check,
            severity=self.problem.severity,
            subject=subject,
            part=self.part,
            message=self.problem.message,
            hint=self.problem.hint,
            line=self.line,
        )
