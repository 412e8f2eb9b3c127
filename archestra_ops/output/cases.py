"""Cases as text, JSON or JUnit XML: what was tried, what failed, and what to do about it."""

from __future__ import annotations

import json
import re
import textwrap
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field

from archestra_ops.findings import Case

_WIDTH = 80
_INDENT = " " * 4
# What XML 1.0 has no way to write, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, kw_only=True)
class Cases:
    """A report of cases.

    `kind` is the JSON document's type, `title` the first line for people, `sums` the rows of the
    table (a name, then counts), `facts` what the JSON document says beside the cases.
    """

    kind: str
    title: str
    cases: Sequence[Case]
    sums: Sequence[Mapping[str, str | int]]
    facts: Mapping[str, str | bool] = field(default_factory=dict)


def render(report: Cases, output: str) -> str:
    """*report* as `text`, `json` or `junit`."""
    match output:
        case "json":
            return _json(report)
        case "junit":
            return _junit(report)
        case _:
            return "".join(f"{_printable(line)}\n" for line in _text(report))


def _text(report: Cases) -> Iterator[str]:
    yield report.title
    yield ""
    yield from _table(report.sums)
    group = ""
    for case in report.cases:
        if case.ok and not case.message:
            continue
        if case.group != group:
            group = case.group
            yield ""
            yield group
        yield f"  {case.status}: {case.name}"
        yield from _wrapped(case.message)
        if case.hint:
            yield from _wrapped(f"hint: {case.hint}")
    failed = sum(not case.ok for case in report.cases)
    yield ""
    yield f"{failed} failed" if failed else "nothing failed"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(
        _printable(text),
        _WIDTH,
        initial_indent=_INDENT,
        subsequent_indent=_INDENT,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _printable(text: str) -> str:
    """*text* with what a terminal would obey written out: it may come from anywhere."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def _table(rows: Sequence[Mapping[str, str | int]]) -> Iterator[str]:
    if not rows:
        return
    names = list(rows[0])
    widths = [max(len(name), *(len(str(row[name])) for row in rows)) for name in names]
    yield _line([name.replace("_", " ") for name in names], widths)
    for row in rows:
        yield _line([str(row[name]) for name in names], widths)


def _line(words: Sequence[str], widths: Sequence[int]) -> str:
    first, *rest = words
    cells = [first.ljust(widths[0])]
    cells += [word.rjust(width) for word, width in zip(rest, widths[1:], strict=True)]
    return "  ".join(cells)


def _json(report: Cases) -> str:
    document = {
        "type": report.kind,
        "schema_version": 1,
        **report.facts,
        "summary": [dict(row) for row in report.sums],
        "cases": [asdict(case) for case in report.cases],
    }
    text = json.dumps(document, indent=2, ensure_ascii=False)
    # Half a character, as JSON may bring it, can only be written out.
    return text.encode(errors="backslashreplace").decode() + "\n"


def _junit(report: Cases) -> str:
    suites = ET.Element("testsuites", name=report.kind)
    groups: dict[str, list[Case]] = {}
    for case in report.cases:
        groups.setdefault(case.group, []).append(case)
    for name, cases in groups.items():
        failures = sum(not case.ok for case in cases)
        suite = ET.SubElement(
            suites, "testsuite", name=name, tests=str(len(cases)), failures=str(failures)
        )
        for case in cases:
            _testcase(suite, case)
    ET.indent(suites)
    text = _NOT_XML.sub("\ufffd", ET.tostring(suites, encoding="unicode"))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _testcase(suite: ET.Element, case: Case) -> None:
    element = ET.SubElement(suite, "testcase", classname=case.group, name=case.name)
    told = "\n".join(filter(None, (case.message, case.hint and f"hint: {case.hint}")))
    if not case.ok:
        failure = ET.SubElement(element, "failure", type=case.status, message=case.message)
        failure.text = told
    elif case.message:
        output = ET.SubElement(element, "system-out")
        output.text = f"{case.status}: {told}"
