from __future__ import annotations

import pytest

from archestra_ops.findings import Finding, Severity, exit_code, worst


def finding(severity: Severity) -> Finding:
    return Finding(check="a/check", severity=severity, subject="it", message="is wrong")


@pytest.mark.parametrize(
    ("severities", "expected"),
    [
        ((), None),
        ((Severity.INFO,), Severity.INFO),
        ((Severity.INFO, Severity.ERROR, Severity.WARNING), Severity.ERROR),
    ],
)
def test_the_worst_is_the_most_severe(
    severities: tuple[Severity, ...], expected: Severity | None
) -> None:
    assert worst(map(finding, severities)) == expected


@pytest.mark.parametrize(
    ("found", "fail_on", "expected"),
    [
        ((), Severity.INFO, 0),
        ((Severity.WARNING,), Severity.ERROR, 0),
        ((Severity.WARNING,), Severity.WARNING, 1),
        ((Severity.INFO, Severity.ERROR), Severity.ERROR, 1),
    ],
)
def test_findings_at_the_bar_or_over_it_fail(
    found: tuple[Severity, ...], fail_on: Severity, expected: int
) -> None:
    assert exit_code(map(finding, found), fail_on) == expected


def test_a_severity_is_spelt_as_options_spell_it() -> None:
    assert [str(severity) for severity in Severity] == ["info", "warning", "error"]
