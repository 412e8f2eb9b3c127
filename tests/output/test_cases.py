from __future__ import annotations

import json
import xml.etree.ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from archestra_ops.findings import Case
from archestra_ops.output.cases import Cases, render

FINE = Case(group="Board (helm)", name="Is it up?", status="ok", ok=True)
SILENT = Case(
    group="Board (helm)",
    name="Were records lost?",
    status="no series yet",
    ok=True,
    message="'audit_write_failures_total' is declared, and nothing was observed yet",
    hint="it appears with the first event",
)
GONE = Case(
    group="Board (otel)",
    name="How slow is it?",
    status="missing metric",
    ok=False,
    message="'http_request_duration_seconds_bucket' is not exposed & <gone>",
    hint="only the web process has it, which is not scraped",
)


def report(*cases: Case) -> Cases:
    return Cases(
        kind="archestra-ops.verify",
        title="level live, on the emitter",
        cases=cases,
        sums=(
            {"board": "Board (helm)", "ok": 1, "no_series_yet": 1, "failed": 0},
            {"board": "Board (otel)", "ok": 102, "no_series_yet": 0, "failed": 1},
        ),
        facts={"level": "live", "ok": all(case.ok for case in cases)},
    )


def test_text_has_the_sums_and_what_is_not_simply_fine() -> None:
    assert render(report(FINE, SILENT, GONE), "text") == (
        "level live, on the emitter\n"
        "\n"
        "board          ok  no series yet  failed\n"
        "Board (helm)    1              1       0\n"
        "Board (otel)  102              0       1\n"
        "\n"
        "Board (helm)\n"
        "  no series yet: Were records lost?\n"
        "    'audit_write_failures_total' is declared, and nothing was observed yet\n"
        "    hint: it appears with the first event\n"
        "\n"
        "Board (otel)\n"
        "  missing metric: How slow is it?\n"
        "    'http_request_duration_seconds_bucket' is not exposed & <gone>\n"
        "    hint: only the web process has it, which is not scraped\n"
        "\n"
        "1 failed\n"
    )


def test_text_says_that_nothing_failed() -> None:
    assert render(report(FINE), "text").endswith("\n\nnothing failed\n")


def test_text_without_sums_has_no_table() -> None:
    bare = Cases(kind="k", title="t", cases=[GONE], sums=())

    assert render(bare, "text").startswith("t\n\n\nBoard (otel)\n")


def test_long_reasons_are_wrapped_and_names_stay_whole() -> None:
    metric = "azure_microsoft_dbforpostgresql_flexibleservers_" + "x" * 60
    long = Case(group="g", name="n", status="error", ok=False, message=f"{'word ' * 20}{metric}")

    lines = render(report(long), "text").splitlines()
    assert metric in [line.strip() for line in lines]
    assert [line for line in lines if len(line) > 80] == [f"    {metric}"]


def test_what_a_terminal_would_obey_is_written_out() -> None:
    nasty = Case(group="g", name="n", status="error", ok=False, message="red \x1b[31m and\nnew")

    text = render(report(nasty), "text")
    assert "\x1b" not in text
    assert "    red \\x1b[31m and\\nnew\n" in text


def test_json_is_one_document_with_every_case() -> None:
    assert json.loads(render(report(FINE, GONE), "json")) == {
        "type": "archestra-ops.verify",
        "schema_version": 1,
        "level": "live",
        "ok": False,
        "summary": [
            {"board": "Board (helm)", "ok": 1, "no_series_yet": 1, "failed": 0},
            {"board": "Board (otel)", "ok": 102, "no_series_yet": 0, "failed": 1},
        ],
        "cases": [
            {
                "group": "Board (helm)",
                "name": "Is it up?",
                "status": "ok",
                "ok": True,
                "message": "",
                "hint": "",
            },
            {
                "group": "Board (otel)",
                "name": "How slow is it?",
                "status": "missing metric",
                "ok": False,
                "message": "'http_request_duration_seconds_bucket' is not exposed & <gone>",
                "hint": "only the web process has it, which is not scraped",
            },
        ],
    }


def test_junit_has_a_suite_per_group_and_a_failure_per_case_that_failed() -> None:
    assert render(report(FINE, SILENT, GONE), "junit") == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<testsuites name="archestra-ops.verify">\n'
        '  <testsuite name="Board (helm)" tests="2" failures="0">\n'
        '    <testcase classname="Board (helm)" name="Is it up?" />\n'
        '    <testcase classname="Board (helm)" name="Were records lost?">\n'
        "      <system-out>no series yet: 'audit_write_failures_total' is declared, "
        "and nothing was observed yet\n"
        "hint: it appears with the first event</system-out>\n"
        "    </testcase>\n"
        "  </testsuite>\n"
        '  <testsuite name="Board (otel)" tests="1" failures="1">\n'
        '    <testcase classname="Board (otel)" name="How slow is it?">\n'
        '      <failure type="missing metric" message="\'http_request_duration_seconds_bucket\' '
        'is not exposed &amp; &lt;gone&gt;">'
        "'http_request_duration_seconds_bucket' is not exposed &amp; &lt;gone&gt;\n"
        "hint: only the web process has it, which is not scraped</failure>\n"
        "    </testcase>\n"
        "  </testsuite>\n"
        "</testsuites>\n"
    )


def test_no_cases_are_a_report_too() -> None:
    assert json.loads(render(report(), "json"))["cases"] == []
    assert list(ET.fromstring(render(report(), "junit"))) == []  # noqa: S314 - ours


@given(st.text(st.characters()), st.text(), st.text(st.characters(codec="utf-8")), st.booleans())
def test_any_text_makes_documents_that_can_be_written(name, message, hint, ok) -> None:
    case = Case(group="g", name=name, status="error", ok=ok, message=message, hint=hint)
    told = {output: render(report(case), output) for output in ("text", "json", "junit")}

    ET.fromstring(told["junit"])  # noqa: S314 - ours
    assert json.loads(told["json"])["cases"][0]["name"] == name
    assert all(line.isprintable() for line in told["text"].split("\n"))
    for text in told.values():
        text.encode()


def test_half_a_character_is_written_out() -> None:
    half = Case(group="g", name="n", status="error", ok=False, message="a\ud800b")

    assert '"message": "a\\ud800b"' in render(report(half), "json")
    assert "    a\\ud800b\n" in render(report(half), "text")
    assert "a\ufffdb" in render(report(half), "junit")
