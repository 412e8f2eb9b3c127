"""Findings on stdout, and the exit code that follows from them."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import typer

from archestra_ops.findings import Finding, Severity, exit_code
from archestra_ops.output import json, text
from archestra_ops.output.report import Report


def report_findings(command: str, findings: Sequence[Finding], output: str, fail_on: str) -> None:
    """Print what *command* found as *output*, `text` or `json`.

    Exits 1 where a finding is of at least the severity *fail_on*.
    """
    report = Report(command=command, findings=tuple(findings))
    printed = json.render(report) if output == "json" else text.render(report, color=in_color())
    typer.echo(printed, nl=False)
    code = exit_code(findings, Severity[fail_on.upper()])
    if code:
        raise typer.Exit(code)


def in_color() -> bool:
    """Whether stdout is a terminal whose user has not said NO_COLOR, https://no-color.org."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
