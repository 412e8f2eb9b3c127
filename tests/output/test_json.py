from __future__ import annotations

import json as stdlib_json

from hypothesis import given
from hypothesis import strategies as st

from archestra_ops.findings import Finding, Severity
from archestra_ops.output import json
from archestra_ops.output.report import Report


def test_it_is_one_document_with_every_field() -> None:
    finding = Finding(
        check="structure",
        severity=Severity.ERROR,
        subject="prometheus.yml",
        message="job 'wéb' has an unknown key 'x'",
        hint="did you mean 'y'?",
        line=12,
    )

    assert json.render(Report(command="scrape-config check", findings=(finding,))) == (
        "{\n"
        '  "type": "archestra-ops.findings",\n'
        '  "schema_version": 1,\n'
        '  "command": "scrape-config check",\n'
        '  "summary": {\n'
        '    "error": 1,\n'
        '    "warning": 0,\n'
        '    "info": 0\n'
        "  },\n"
        '  "findings": [\n'
        "    {\n"
        '      "check": "structure",\n'
        '      "severity": "error",\n'
        '      "subject": "prometheus.yml",\n'
        '      "part": "",\n'
        '      "line": 12,\n'
        "      \"message\": \"job 'wéb' has an unknown key 'x'\",\n"
        '      "hint": "did you mean \'y\'?"\n'
        "    }\n"
        "  ]\n"
        "}\n"
    )


def test_without_findings_it_says_so() -> None:
    document = stdlib_json.loads(json.render(Report(command="c", findings=())))

    assert document["summary"] == {"error": 0, "warning": 0, "info": 0}
    assert document["findings"] == []


@given(st.text(st.characters()))
def test_any_text_can_be_written_and_reads_back(message) -> None:
    finding = Finding(check="c", severity=Severity.INFO, subject="s", message=message)

    printed = json.render(Report(command="c", findings=(finding,)))

    printed.encode("utf-8")
    assert stdlib_json.loads(printed)["findings"][0]["message"] == message
