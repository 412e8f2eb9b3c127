"""Findings for people: lines that fit a terminal of 80 columns, and a summary at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from archestra_ops.findings import Finding, Severity
from archestra_ops.output.lines import printable, wrapped
from archestra_ops.output.report import Report

_GLUE: Final = "\xa0"  # a space that no line ends at; in what others write it is spelt out
_MANY: Final = 5  # infos of one check in a subject
_RESET: Final = "\x1b[0m"
_COLOURS: Final = {
    Severity.ERROR: "\x1b[31m",
    Severity.WARNING: "\x1b[33m",
    Severity.INFO: "\x1b[36m",
}


def render(report: Report, *, color: bool = False) -> str:
    """*report* as text, the severities in ANSI colours where *color*.

    Findings that say which part of their subject they mean are grouped by both; many infos of one
    check are told once, with their number.
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
        often = _often(findings)
        told = [one for one in findings if not _is_folded(one, often)]
        for part, of_part in groupby(told, key=lambda finding: finding.part):
            indent = "  "
            if part:
                yield f"{indent}{printable(part)}"
                indent *= 2
            for finding in of_part:
                yield from _of_part(finding, indent, color=color)
        for check, count in often.items():
            first = next(one for one in findings if one.check == check and _is_info(one))
            message = f"{count} times, as there: {first.message}"
            yield from _of_part(replace(first, message=message), "  ", color=color)
        yield ""


def _often(findings: Sequence[Finding]) -> dict[str, int]:
    """Checks with so many infos that those would hide everything else, and how many."""
    counts = Counter(one.check for one in findings if _is_info(one))
    return {check: count for check, count in counts.items() if count > _MANY}


def _is_folded(finding: Finding, often: Mapping[str, int]) -> bool:
    return _is_info(finding) and finding.check in often


def _is_info(finding: Finding) -> bool:
    return finding.severity is Severity.INFO


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
