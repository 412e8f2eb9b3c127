from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archestra_ops.findings import Finding, Severity
from archestra_ops.output import github
from archestra_ops.output.report import Report


def _report(*findings: Finding) -> Report:
    return Report(command="dashboards check", findings=findings)


def test_nothing_found_is_nothing_said() -> None:
    assert github.render(_report()) == ""


def test_each_finding_is_a_command_at_its_line() -> None:
    report = _report(
        Finding(
            check="raw-counter",
            severity=Severity.ERROR,
            subject="boards/mine.json",
            message="counter 'a' is read as it is",
            hint="take its rate()",
            line=41,
            part="How many?",
        ),
        Finding(check="no-unit", severity=Severity.WARNING, subject="b.json", message="no unit"),
        Finding(check="old-schema", severity=Severity.INFO, subject="c.json", message="old"),
    )

    assert github.render(report) == (
        "::error file=boards/mine.json,title=raw-counter,line=41::"
        "How many?: counter 'a' is read as it is%0Ahint: take its rate()\n"
        "::warning file=b.json,title=no-unit::no unit\n"
        "::notice file=c.json,title=old-schema::old\n"
    )


def test_what_would_end_or_split_a_command_is_escaped() -> None:
    nasty = Finding(
        check="x",
        severity=Severity.ERROR,
        subject="C:\\a,b\n::set-env::100%.json",
        message="50 % of\r\n::error::x, y: z",
        part="::stop-commands::x",
        line=1,
    )

    assert github.render(_report(nasty)) == (
        "::error file=C%3A\\a%2Cb\\n%3A%3Aset-env%3A%3A100%25.json,title=x,line=1::"
        "::stop-commands::x: 50 %25 of\\r\\n::error::x, y: z\n"
    )


@given(st.text(), st.text(), st.text(), st.text())
def test_a_finding_is_one_line_whatever_it_says(subject, part, message, hint) -> None:
    finding = Finding(
        check="x",
        severity=Severity.ERROR,
        subject=subject,
        part=part,
        message=message,
        hint=hint,
    )
    printed = github.render(_report(finding))

    assert printed.encode().splitlines() == [printed.encode()[:-1]]
    assert printed.startswith("::error file=")
    head, _, _ = printed.removeprefix("::").partition("::")
    assert head.count(",") == 1
