"""Findings as commands of a GitHub workflow: it shows them beside the lines that they are about.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from typing import Final

from archestra_ops.findings import Finding, Severity
from archestra_ops.output.lines import printable
from archestra_ops.output.report import Report

_COMMANDS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}


def render(report: Report) -> str:
    """*report* as one command a line; nothing at all where nothing was found."""
    return "".join(f"{_command(finding)}\n" for finding in report.findings)


def _command(finding: Finding) -> str:
    properties = {"file": finding.subject, "title": finding.check}
    if finding.line:
        properties["line"] = str(finding.line)
    given = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    told = [f"{finding.part}: {finding.message}" if finding.part else finding.message]
    told += [f"hint: {finding.hint}"] if finding.hint else []
    message = _data("\n".join(map(printable, told)))
    return f"::{_COMMANDS[finding.severity]} {given}::{message}"


def _data(text: str) -> str:
    """*text* as the runner decodes it: a command ends at the line's end."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(printable(text)).replace(":", "%3A").replace(",", "%2C")
