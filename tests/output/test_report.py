from __future__ import annotations

from archestra_ops.findings import Finding, Severity
from archestra_ops.output.report import Report


def test_every_severity_is_counted_the_worst_first() -> None:
    warning = Finding(check="c", severity=Severity.WARNING, subject="s", message="m")

    summary = Report(command="c", findings=(warning, warning)).summary

    assert list(summary.items()) == [
        (Severity.ERROR, 0),
        (Severity.WARNING, 2),
        (Severity.INFO, 0),
    ]
