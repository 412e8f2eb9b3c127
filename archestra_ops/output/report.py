"""What a command found, as a value for every format to print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from archestra_ops.findings import Case, Finding, Severity


@dataclass(frozen=True, kw_only=True)
class Report:
    """What one run of *command*, such as `scrape-config check`, found, in the order to print.

    `targets` say how each thing is that was looked at, where that is told too; `subjects` only name
    them, also where nothing was found. `rules` say of the ids of checks what they are about: a
    sentence, then paragraphs. `fail_on` is the mildest severity that fails the command.
    """

    command: str
    findings: tuple[Finding, ...]
    targets: tuple[Case, ...] = ()
    subjects: tuple[str, ...] = ()
    rules: Mapping[str, str] = field(default_factory=dict)
    fail_on: Severity = Severity.ERROR

    @property
    def summary(self) -> dict[Severity, int]:
        """How many findings there are of each severity, the worst first."""
        counts = Counter(finding.severity for finding in self.findings)
        return {severity: counts[severity] for severity in sorted(Severity, reverse=True)}

    def by_subject(self) -> Iterator[tuple[str, list[Finding]]]:
        """Everything that was looked at, with what was found in it."""
        groups: dict[str, list[Finding]] = {subject: [] for subject in self.subjects}
        for finding in self.findings:
            groups.setdefault(finding.subject, []).append(finding)
        yield from groups.items()
