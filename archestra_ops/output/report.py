"""What a command found, as a value for every format to print."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from archestra_ops.findings import Case, Finding, Severity


@dataclass(frozen=True, kw_only=True)
class Report:
    """What one run of *command*, such as `scrape-config check`, found, in the order to print.

    `targets` say how each thing is that was looked at, where that is told too.
    """

    command: str
    findings: tuple[Finding, ...]
    targets: tuple[Case, ...] = ()

    @property
    def summary(self) -> dict[Severity, int]:
        """How many findings there are of each severity, the worst first."""
        counts = Counter(finding.severity for finding in self.findings)
        return {severity: counts[severity] for severity in sorted(Severity, reverse=True)}
