from __future__ import annotations

import xml.etree.ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from archestra_ops.findings import Case, Finding, Severity
from archestra_ops.output import junit
from archestra_ops.output.report import Report

RAW = Finding(
    check="raw-counter",
    severity=Severity.ERROR,
    subject="a.json",
    message="counter 'x' is read & shown",
    hint="take its rate()",
    line=41,
    part="How many?",
)
UNIT = Finding(check="no-unit", severity=Severity.WARNING, subject="a.json", message="no unit")


def parsed(text: str) -> ET.Element:
    return ET.fromstring(text.encode())  # noqa: S314 - it is ours


def test_a_file_is_a_suite_and_a_finding_a_test_that_fails_or_not() -> None:
    report = Report(
        command="dashboards check", findings=(RAW, UNIT, RAW), subjects=("a.json", "b.json")
    )

    assert junit.render(report) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<testsuites name="archestra-ops dashboards check">\n'
        '  <testsuite name="a.json" tests="3" failures="2">\n'
        '    <testcase classname="a.json" name="raw-counter: How many?">\n'
        '      <failure type="error" message="line 41: counter \'x\' is read &amp; shown">'
        "line 41: counter 'x' is read &amp; shown\n"
        "hint: take its rate()</failure>\n"
        "    </testcase>\n"
        '    <testcase classname="a.json" name="no-unit">\n'
        "      <system-out>warning: no unit</system-out>\n"
        "    </testcase>\n"
        '    <testcase classname="a.json" name="raw-counter: How many? (2)">\n'
        '      <failure type="error" message="line 41: counter \'x\' is read &amp; shown">'
        "line 41: counter 'x' is read &amp; shown\n"
        "hint: take its rate()</failure>\n"
        "    </testcase>\n"
        "  </testsuite>\n"
        '  <testsuite name="b.json" tests="1" failures="0">\n'
        '    <testcase classname="b.json" name="no findings" />\n'
        "  </testsuite>\n"
        "</testsuites>\n"
    )


def test_a_warning_fails_where_the_report_fails_on_it() -> None:
    report = Report(command="c", findings=(UNIT,), fail_on=Severity.WARNING)
    (suite,) = parsed(junit.render(report))

    assert suite.get("failures") == "1"


def test_cases_are_grouped_in_their_order() -> None:
    cases = [Case(group=group, name="n", status="ok", ok=True) for group in ("b", "a", "b")]
    suites = parsed(junit.document("kind", cases))

    assert [(suite.get("name"), suite.get("tests")) for suite in suites] == [("b", "2"), ("a", "1")]


@given(st.text(), st.text(), st.text())
def test_whatever_it_says_it_is_xml_in_utf8(subject, part, message) -> None:
    finding = Finding(
        check="x", severity=Severity.ERROR, subject=subject, part=part, message=message
    )

    assert len(parsed(junit.render(Report(command="c", findings=(finding,))))) == 1
