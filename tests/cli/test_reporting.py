from __future__ import annotations

import sys

import pytest
import typer

from archestra_ops.cli.reporting import in_color, report_findings
from archestra_ops.findings import Finding, Severity

WARNING = Finding(check="c", severity=Severity.WARNING, subject="s", message="m")


def test_findings_below_the_bar_are_printed_and_nothing_more(capsys) -> None:
    report_findings("some command", [WARNING], "text", "error")

    assert capsys.readouterr() == ("warning: s: m\n1 warning\n", "")


@pytest.mark.parametrize("fail_on", ["info", "warning"])
def test_findings_at_the_bar_end_with_1(capsys, fail_on) -> None:
    with pytest.raises(typer.Exit) as left:
        report_findings("some command", [WARNING], "text", fail_on)

    assert left.value.exit_code == 1
    assert capsys.readouterr() == ("warning: s: m\n1 warning\n", "")


def test_json_is_printed_where_it_is_asked_for(capsys) -> None:
    report_findings("some command", [], "json", "error")

    assert capsys.readouterr().out.startswith('{\n  "type": "archestra-ops.findings",\n')


def test_colours_are_for_terminals_whose_user_wants_them(monkeypatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert not in_color()

    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert in_color()

    monkeypatch.setenv("NO_COLOR", "1")
    assert not in_color()


def test_what_was_looked_at_and_the_rules_are_told_to_those_who_ask(capsys) -> None:
    report_findings("c", [], "junit", "error", subjects=["a.json"])
    assert '<testsuite name="a.json" tests="1" failures="0">' in capsys.readouterr().out

    report_findings("c", [], "sarif", "error", rules={"x": "About x."})
    assert '"text": "About x."' in capsys.readouterr().out


def test_sarif_never_fails(capsys) -> None:
    report_findings("c", [WARNING], "sarif", "info")

    assert '"level": "warning"' in capsys.readouterr().out
