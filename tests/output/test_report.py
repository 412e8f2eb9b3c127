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


def test_what_was_looked_at_is_there_without_findings_too() -> None:
    one = Finding(check="x", severity=Severity.INFO, subject="b", message="m")
    report = Report(command="c", findings=(one,), subjects=("a", "b"))

    assert list(report.by_subject()) == [("a", []), ("b", [one])]
    assert list(Report(command="c", findings=(one,)).by_subject()) == [("b", [one])]
