"""Findings on stdout, and the exit code that follows from them."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence

import typer

from archestra_ops.findings import Finding, Severity, exit_code
from archestra_ops.output import FORMATS, text
from archestra_ops.output.report import Report


def report_findings(
    command: str,
    findings: Sequence[Finding],
    output: str,
    fail_on: str,
    *,
    subjects: Sequence[str] = (),
    rules: Mapping[str, str] | None = None,
) -> None:
    """Print what *command* found in *subjects* as *output*, one of the formats.

    *rules* are what the checks are about. Exits 1 where a finding is of at least the severity
    *fail_on*; as SARIF never: what reads it decides, and a step that failed would not upload it.
    """
    report = Report(
        command=command,
        findings=tuple(findings),
        subjects=tuple(subjects),
        rules=rules or {},
        fail_on=Severity[fail_on.upper()],
    )
    colored = output == "text" and in_color()
    typer.echo(text.render(report, color=True) if colored else FORMATS[output](report), nl=False)
    code = exit_code(findings, report.fail_on)
    if code and output != "sarif":
        raise typer.Exit(code)


def in_color() -> bool:
    """Whether stdout is a terminal whose user has not said NO_COLOR, https://no-color.org."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
