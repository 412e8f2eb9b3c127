"""Findings for people: lines that fit a terminal of 80 columns, and a summary at the end."""

from __future__ import annotations

import textwrap
from typing import Final

from archestra_ops.findings import Finding, Severity
from archestra_ops.output.report import Report

_WIDTH: Final = 80
_GLUE: Final = "\xa0"  # a space that no line ends at; in what others write it is spelt out
_RESET: Final = "\x1b[0m"
_COLOURS: Final = {
    Severity.ERROR: "\x1b[31m",
    Severity.WARNING: "\x1b[33m",
    Severity.INFO: "\x1b[36m",
}


def render(report: Report, *, color: bool = False) -> str:
    """*report* as text, the severities in ANSI colours where *color*."""
    lines = [line for finding in report.findings for line in _lines(finding, color=color)]
    return "\n".join([*lines, _summary(report)]) + "\n"


def _lines(finding: Finding, *, color: bool) -> list[str]:
    place = f"{finding.subject}:{finding.line}" if finding.line else finding.subject
    start = f"{finding.severity}: {_printable(place)}:".replace(" ", _GLUE)
    lines = _wrapped(f"{start} {_printable(finding.message)}", "", "  ")
    if finding.hint:
        lines += _wrapped(f"hint: {_printable(finding.hint)}", "  ", "        ")
    if color:
        word = str(finding.severity)
        lines[0] = f"{_COLOURS[finding.severity]}{word}{_RESET}{lines[0].removeprefix(word)}"
    return lines


def _wrapped(text: str, first: str, rest: str) -> list[str]:
    """*text* in lines; a path or name that is longer than a line stays whole, to be copied."""
    lines = textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace(_GLUE, " ") for line in lines]


def _printable(text: str) -> str:
    """*text* with what a terminal would obey written out: it may come from anywhere."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def _summary(report: Report) -> str:
    counted = [_counted(count, severity) for severity, count in report.summary.items() if count]
    return ", ".join(counted) or "no findings"


def _counted(count: int, severity: Severity) -> str:
    if severity is Severity.INFO:
        return f"{count} info"
    return f"{count} {severity}" + ("s" if count > 1 else "")
