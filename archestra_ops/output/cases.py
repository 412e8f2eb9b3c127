"""Cases as text, JSON or JUnit XML: what was tried, what failed, and what to do about it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field

from archestra_ops.findings import Case
from archestra_ops.output import junit
from archestra_ops.output.lines import printable, wrapped

_INDENT = " " * 4


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
            return junit.document(report.kind, report.cases)
        case _:
            return "".join(f"{printable(line)}\n" for line in _text(report))


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
        yield from wrapped(printable(case.message), _INDENT, _INDENT)
        if case.hint:
            yield from wrapped(printable(f"hint: {case.hint}"), _INDENT, _INDENT)
    failed = sum(not case.ok for case in report.cases)
    yield ""
    yield f"{failed} failed" if failed else "nothing failed"


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
