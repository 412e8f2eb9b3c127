from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archestra_ops.findings import Finding, Severity
from archestra_ops.output import text
from archestra_ops.output.report import Report


def _report(*findings: Finding) -> Report:
    return Report(command="scrape-config check", findings=findings)


UNKNOWN_KEY = Finding(
    check="structure",
    severity=Severity.ERROR,
    subject="prometheus.yml",
    message="job 'archestra-web' has an unknown key 'scrape_intervall'",
    hint="did you mean 'scrape_interval'?",
    line=12,
)
NO_HINT = Finding(
    check="x", severity=Severity.INFO, subject="http://localhost:9050/metrics", message="it is slow"
)
LONG_NAME = "/etc/prometheus/secrets/archestra-metrics-secret/a-rather-long-name-of-a-file/token"
LONG = Finding(
    check="missing-file",
    severity=Severity.WARNING,
    subject="prometheus.yml",
    message=f"job 'archestra-worker' names the file {LONG_NAME!r}, and there is none here",
    hint="fine where Prometheus runs on another machine, on which the folder of that name is "
    "mounted from the secret",
    line=3,
)
LONG_LINES = [
    "warning: prometheus.yml:3: job 'archestra-worker' names the file",
    f"  '{LONG_NAME}',",
    "  and there is none here",
    "  hint: fine where Prometheus runs on another machine, on which the folder of",
    "        that name is mounted from the secret",
]


def test_nothing_found_is_said() -> None:
    assert text.render(_report()) == "no findings\n"


def test_a_finding_is_a_line_and_its_hint_another() -> None:
    assert text.render(_report(UNKNOWN_KEY, NO_HINT)) == (
        "error: prometheus.yml:12: job 'archestra-web' has an unknown key\n"
        "  'scrape_intervall'\n"
        "  hint: did you mean 'scrape_interval'?\n"
        "info: http://localhost:9050/metrics: it is slow\n"
        "1 error, 1 info\n"
    )


def test_long_lines_are_wrapped_and_long_names_kept_whole() -> None:
    assert text.render(_report(LONG, UNKNOWN_KEY, LONG)).splitlines() == [
        *LONG_LINES,
        "error: prometheus.yml:12: job 'archestra-web' has an unknown key",
        "  'scrape_intervall'",
        "  hint: did you mean 'scrape_interval'?",
        *LONG_LINES,
        "1 error, 2 warnings",
    ]


def test_the_severity_alone_is_coloured() -> None:
    warning = Finding(check="x", severity=Severity.WARNING, subject="f", message="m", hint="h")
    error = Finding(check="x", severity=Severity.ERROR, subject="f", message="m")
    info = Finding(check="x", severity=Severity.INFO, subject="f", message="m")

    assert text.render(_report(warning, error, info), color=True) == (
        "\x1b[33mwarning\x1b[0m: f: m\n"
        "  hint: h\n"
        "\x1b[31merror\x1b[0m: f: m\n"
        "\x1b[36minfo\x1b[0m: f: m\n"
        "1 error, 1 warning, 1 info\n"
    )


def test_a_terminal_is_not_told_what_to_do() -> None:
    nasty = Finding(
        check="x", severity=Severity.ERROR, subject="\x1b[2Ja\nb", message="\x07é\u202e\udce9"
    )

    assert text.render(_report(nasty)) == ("error: \\x1b[2Ja\\nb: \\x07é\\u202e\\udce9\n1 error\n")


def test_where_it_is_stays_on_one_line() -> None:
    place = "/etc/prometheus and more/" + "a-long-folder/" * 4 + "prometheus.yml"
    finding = Finding(check="x", severity=Severity.ERROR, subject=place, message="no", line=7)

    assert text.render(_report(finding)) == f"error: {place}:7:\n  no\n1 error\n"


WORDS = st.lists(st.text("ab'/\xa0", max_size=90), max_size=20).map(" ".join)


@given(WORDS, WORDS)
def test_no_line_is_longer_than_a_terminal_unless_a_word_is(message, hint) -> None:
    finding = Finding(check="x", severity=Severity.ERROR, subject="f", message=message, hint=hint)

    lines = text.render(_report(finding)).split("\n")

    assert lines[-2:] == ["1 error", ""]
    assert all(len(line) <= 80 or " " not in line.strip() for line in lines)


PANEL = Finding(
    check="raw-counter",
    severity=Severity.ERROR,
    subject="boards/mine.json",
    message="counter 'llm_tokens_total' is read as it is",
    hint="take its rate() or increase(), over a window that fits the time range of the dashboard",
    line=41,
    part="How many tokens?",
)


def test_findings_of_parts_are_grouped_with_the_ids_of_their_checks() -> None:
    report = _report(
        Finding(
            check="old-schema", severity=Severity.INFO, subject=PANEL.subject, message="it is old"
        ),
        PANEL,
        Finding(
            check="no-unit",
            severity=Severity.WARNING,
            subject=PANEL.subject,
            message="its numbers have no unit",
            part=PANEL.part,
            line=3,
        ),
        Finding(
            check="json", severity=Severity.ERROR, subject="a.json", message="it is no JSON", line=2
        ),
    )

    assert text.render(report) == (
        "boards/mine.json\n"
        "  info: it is old [old-schema]\n"
        "  How many tokens?\n"
        "    error: counter 'llm_tokens_total' is read as it is [raw-counter, line 41]\n"
        "      hint: take its rate() or increase(), over a window that fits the time\n"
        "            range of the dashboard\n"
        "    warning: its numbers have no unit [no-unit, line 3]\n"
        "\n"
        "a.json\n"
        "  error: it is no JSON [json, line 2]\n"
        "\n"
        "2 errors, 1 warning, 1 info\n"
    )


def test_grouped_findings_are_coloured_too() -> None:
    assert text.render(_report(PANEL), color=True).splitlines()[2] == (
        "    \x1b[31merror\x1b[0m: counter 'llm_tokens_total' is read as it is "
        "[raw-counter, line 41]"
    )


def test_what_was_looked_at_and_is_fine_is_not_listed() -> None:
    report = Report(command="c", findings=(PANEL,), subjects=("a.json", PANEL.subject, "c.json"))

    assert text.render(report).splitlines()[0] == "boards/mine.json"
    assert text.render(Report(command="c", findings=(), subjects=("a",))) == "no findings\n"


@given(WORDS, WORDS, WORDS)
def test_no_grouped_line_is_longer_than_a_terminal_unless_a_word_is(part, message, hint) -> None:
    finding = Finding(
        check="x", severity=Severity.ERROR, subject="f", part=f"p{part}", message=message, hint=hint
    )
    lines = text.render(_report(finding)).split("\n")

    assert lines[-2:] == ["1 error", ""]
    assert all(len(line) <= 80 or " " not in line.strip() for line in lines[2:])


def test_many_infos_of_one_check_are_told_once() -> None:
    def info(line: int, check: str = "no-runbook") -> Finding:
        return Finding(
            check=check,
            severity=Severity.INFO,
            subject="r.yaml",
            part=f"alert {line}",
            message="it has no runbook",
            hint="add one",
            line=line,
        )

    bad = Finding(
        check="no-runbook", severity=Severity.ERROR, subject="r.yaml", part="alert 3", message="bad"
    )

    few = text.render(_report(*map(info, range(1, 6))))
    assert few.count("it has no runbook") == 5
    assert text.render(_report(*map(info, range(1, 8)), bad, info(9, "other"))) == (
        "r.yaml\n"
        "  alert 3\n"
        "    error: bad [no-runbook]\n"
        "  alert 9\n"
        "    info: it has no runbook [other, line 9]\n"
        "      hint: add one\n"
        "  info: 7 times, as there: it has no runbook [no-runbook, line 1]\n"
        "    hint: add one\n"
        "\n"
        "1 error, 8 info\n"
    )
