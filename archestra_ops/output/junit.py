"""Cases and findings as JUnit XML, which every CI server shows as tests."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from archestra_ops.findings import Case, Finding
from archestra_ops.output.report import Report

# What XML 1.0 has no way to write, not even escaped.
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report: Report) -> str:
    """*report* as a suite for each subject, with a test for each finding in it.

    One fails that is at least as bad as the report fails on. A subject without findings is one
    test that passes.
    """
    cases: list[Case] = []
    for subject, findings in report.by_subject():
        cases += _cases(subject, findings, report)
    return document(f"archestra-ops {report.command}", cases)


def document(name: str, cases: Iterable[Case]) -> str:
    """*cases* as a document called *name*, with a suite for each of their groups."""
    suites = ET.Element("testsuites", name=name)
    groups: dict[str, list[Case]] = {}
    for case in cases:
        groups.setdefault(case.group, []).append(case)
    for group, together in groups.items():
        failures = sum(not case.ok for case in together)
        suite = ET.SubElement(
            suites, "testsuite", name=group, tests=str(len(together)), failures=str(failures)
        )
        for case in together:
            _testcase(suite, case)
    ET.indent(suites)
    text = _NOT_XML.sub("\ufffd", ET.tostring(suites, encoding="unicode"))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _cases(subject: str, findings: list[Finding], report: Report) -> Iterator[Case]:
    if not findings:
        yield Case(group=subject, name="no findings", status="ok", ok=True)
    seen: Counter[str] = Counter()
    for finding in findings:
        name = f"{finding.check}: {finding.part}" if finding.part else finding.check
        seen[name] += 1
        line = f"line {finding.line}: " if finding.line else ""
        yield Case(
            group=subject,
            # Servers keep one test of a name.
            name=name if seen[name] == 1 else f"{name} ({seen[name]})",
            status=str(finding.severity),
            ok=finding.severity < report.fail_on,
            message=f"{line}{finding.message}",
            hint=finding.hint,
        )


def _testcase(suite: ET.Element, case: Case) -> None:
    element = ET.SubElement(suite, "testcase", classname=case.group, name=case.name)
    told = "\n".join(filter(None, (case.message, case.hint and f"hint: {case.hint}")))
    if not case.ok:
        failure = ET.SubElement(element, "failure", type=case.status, message=case.message)
        failure.text = told
    elif case.message:
        output = ET.SubElement(element, "system-out")
        output.text = f"{case.status}: {told}"
