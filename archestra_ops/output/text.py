"""Findings for people: lines that fit a terminal of 80 columns, and a summary at the end."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from archestra_ops.findings import Finding, Severity
from archestra_ops.output.lines import printable, wrapped
from archestra_ops.output.report import Report

_GLUE: Final = "\xa0"  # a space that no line ends at; in what others write it is spelt out
_RESET: Final = "\x1b[0m"
_COLOURS: Final = {
    Severity.ERROR: "\x1b[31m",
    Severity.WARNING: "\x1b[33m",
    Severity.INFO: "\x1b[36m",
}


def render(report: Report, *, color: bool = False) -> str:
    """*report* as text, the severities in ANSI colours where *color*.

    Findings that say which part of their subject they mean are grouped by both.
    """
    if any(finding.part for finding in report.findings):
        lines = list(_grouped(report, color=color))
    else:
        lines = [line for finding in report.findings for line in _lines(finding, color=color)]
    return "\n".join([*lines, _summary(report)]) + "\n"


def _lines(finding: Finding, *, color: bool) -> list[str]:
    place = f"{finding.subject}:{finding.line}" if finding.line else finding.subject
    start = f"{finding.severity}: {printable(place)}:".replace(" ", _GLUE)
    lines = [
        line.replace(_GLUE, " ")
        for line in wrapped(f"{start} {printable(finding.message)}", "", "  ")
    ]
    if finding.hint:
        lines += wrapped(f"hint: {printable(finding.hint)}", "  ", "        ")
    return _coloured(lines, finding.severity) if color else lines


def _grouped(report: Report, *, color: bool) -> Iterator[str]:
    for subject, findings in report.by_subject():
        if not findings:
            continue
        yield printable(subject)
        for part, of_part in groupby(findings, key=lambda finding: finding.part):
            indent = "  "
            if part:
                yield f"{indent}{printable(part)}"
                indent *= 2
            for finding in of_part:
                yield from _of_part(finding, indent, color=color)
        yield ""


def _of_part(finding: Finding, indent: str, *, color: bool) -> Iterator[str]:
    line = f", line {finding.line}" if finding.line else ""
    end = f"[{finding.check}{line}]".replace(" ", _GLUE)
    said = f"{finding.severity}: {printable(finding.message)} {end}"
    lines = [one.replace(_GLUE, " ").lstrip(" ") for one in wrapped(said, indent, indent + "  ")]
    lines = _coloured(lines, finding.severity) if color else lines
    yield f"{indent}{lines[0]}"
    yield from (f"{indent}  {one}" for one in lines[1:])
    if finding.hint:
        yield from wrapped(f"hint: {printable(finding.hint)}", indent + "  ", indent + " " * 8)


def _coloured(lines: list[str], severity: Severity) -> list[str]:
    word = str(severity)
    return [f"{_COLOURS[severity]}{word}{_RESET}{lines[0].removeprefix(word)}", *lines[1:]]


def _summary(report: Report) -> str:
    counted = [_counted(count, severity) for severity, count in report.summary.items() if count]
    return ", ".join(counted) or "no findings"


def _counted(count: int, severity: Severity) -> str:
    if severity is Severity.INFO:
        return f"{count} info"
    return f"{count} {severity}" + ("s" if count > 1 else "")
