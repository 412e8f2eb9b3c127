from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archestra_ops import __version__
from archestra_ops.findings import Finding, Severity
from archestra_ops.output import sarif
from archestra_ops.output.report import Report

RULES = {
    "no-unit": "A panel without a unit.\n\nAre those bytes?\nhttps://example.com",
    "raw-counter": "A counter read as it is.",
}
RAW = Finding(
    check="raw-counter",
    severity=Severity.ERROR,
    subject="boards/mine.json",
    message="counter 'a' is read as it is",
    hint="take its rate()",
    line=41,
    part="How many?",
)


def _log(*findings: Finding, rules: dict[str, str] | None = None) -> dict:
    report = Report(command="dashboards check", findings=findings, rules=rules or {})
    return json.loads(sarif.render(report))


def test_a_log_has_the_rules_and_each_finding() -> None:
    log = _log(RAW, rules=RULES)
    fingerprints = log["runs"][0]["results"][0].pop("partialFingerprints")

    assert log == {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
        "sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "archestra-ops",
                        "semanticVersion": __version__,
                        "rules": [
                            {
                                "id": "no-unit",
                                "shortDescription": {"text": "A panel without a unit."},
                                "help": {"text": RULES["no-unit"]},
                            },
                            {
                                "id": "raw-counter",
                                "shortDescription": {"text": "A counter read as it is."},
                            },
                        ],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [
                    {
                        "ruleId": "raw-counter",
                        "ruleIndex": 1,
                        "level": "error",
                        "message": {"text": "counter 'a' is read as it is\nhint: take its rate()"},
                        "locations": [
                            {
                                "physicalLocation": {
                                    "artifactLocation": {"uri": "boards/mine.json"},
                                    "region": {"startLine": 41},
                                },
                                "logicalLocations": [{"fullyQualifiedName": "How many?"}],
                            }
                        ],
                    }
                ],
            }
        ],
    }
    assert list(fingerprints) == ["archestra-ops/v1"]


def test_a_finding_without_line_part_hint_or_known_rule_is_one_too() -> None:
    plain = Finding(check="x", severity=Severity.INFO, subject="a.json", message="m")
    (run,) = _log(plain)["runs"]
    (result,) = run["results"]

    assert run["tool"]["driver"]["rules"] == [{"id": "x", "shortDescription": {"text": "x"}}]
    assert (result["level"], result["message"]) == ("note", {"text": "m"})
    assert result["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": "a.json"}}}]


def test_a_warning_is_one() -> None:
    warning = Finding(check="x", severity=Severity.WARNING, subject="a.json", message="m")

    assert _log(warning)["runs"][0]["results"][0]["level"] == "warning"


@pytest.mark.parametrize(
    ("subject", "uri"),
    [
        ("my boards/100%.json", "my%20boards/100%25.json"),
        ("/srv/bärd.json", "file:///srv/b%C3%A4rd.json"),
        ("http://localhost:9050/metrics?x=1", "http://localhost:9050/metrics?x=1"),
        ("a\udce9.json", "a%3F.json"),
        ("a:b#c.json", "a%3Ab%23c.json"),
    ],
)
def test_a_path_is_a_uri(subject, uri) -> None:
    finding = Finding(check="x", severity=Severity.INFO, subject=subject, message="m")
    (result,) = _log(finding)["runs"][0]["results"]

    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": uri}


def test_a_fingerprint_stays_when_lines_move_and_is_unique() -> None:
    def prints(*lines: int) -> list[str]:
        found = [Finding(**{**vars(RAW), "line": line}) for line in lines]
        results = _log(*found)["runs"][0]["results"]
        return [result["partialFingerprints"]["archestra-ops/v1"] for result in results]

    assert prints(1, 2) == prints(30, 40)
    assert len(set(prints(1, 1, 1))) == 3


@given(st.text(), st.text(), st.text(), st.integers(0))
def test_whatever_it_says_it_is_json_in_utf8(subject, part, message, line) -> None:
    finding = Finding(
        check="x",
        severity=Severity.ERROR,
        subject=subject,
        part=part,
        message=message,
        line=line,
    )
    report = Report(command="c", findings=(finding,))
    location = json.loads(sarif.render(report).encode())["runs"][0]["results"][0]["locations"][0]

    assert location["physicalLocation"]["artifactLocation"]["uri"].isascii()
    assert location["physicalLocation"].get("region", {"startLine": 1})["startLine"] >= 1
