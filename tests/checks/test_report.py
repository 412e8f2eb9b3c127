from __future__ import annotations

import httpx
import pytest

from archestra_ops.checks import report
from archestra_ops.checks.probe import probe
from archestra_ops.checks.report import Report
from archestra_ops.checks.target import health_targets, metrics_targets
from archestra_ops.checks.visit import Scrape, Visitor
from archestra_ops.findings import Case, Finding, Severity
from tests.checks.answers import API, NAMED, WORKER, answering, web_api, whole
from tests.checks.pages import ARCHESTRA, capture, page_of


def found(check: str, severity: Severity) -> Finding:
    return Finding(check=check, severity=severity, subject="a", message="b")


WARNING = found("metrics/label-value", Severity.WARNING)
ERROR = found("metrics/missing", Severity.ERROR)
UNREACHABLE = found("metrics/reachable", Severity.ERROR)
UNHEALTHY = found("health/reachable", Severity.ERROR)
REFUSED = found("metrics/authorised", Severity.ERROR)


@pytest.mark.parametrize(
    ("findings", "fail_on", "code"),
    [
        ((), Severity.INFO, 0),
        ((WARNING,), Severity.ERROR, 0),
        ((WARNING,), Severity.WARNING, 1),
        ((ERROR,), Severity.ERROR, 1),
        ((UNREACHABLE,), Severity.ERROR, 3),
        ((UNHEALTHY,), Severity.INFO, 3),
        ((REFUSED, WARNING), Severity.ERROR, 3),
        ((UNREACHABLE, ERROR), Severity.ERROR, 1),
    ],
)
def test_what_was_found_goes_before_what_could_not_be_found_out(findings, fail_on, code) -> None:
    assert Report(cases=(), findings=findings).exit_code(fail_on) == code


def test_of_each_address_the_worst_comes_first() -> None:
    text = capture("web").replace("llm_blocked_tools", "llm_blocked_tool")
    text = text.replace("# TYPE sandbox_commands counter", "# TYPE sandbox_commands gauge")

    seen = report.metrics(
        Scrape(platform=ARCHESTRA, files=(page_of(text, "b"), page_of(capture("worker"), "a")))
    )

    assert [(one.subject, str(one.severity), one.check) for one in seen.findings] == [
        ("b", "error", "metrics/type"),
        ("b", "warning", "metrics/legacy-name"),
        ("b", "info", "metrics/older-release"),
        ("b", "info", "metrics/no-series"),
        ("a", "info", "metrics/no-series"),
    ]
    assert seen.cases == (
        Case(
            group="web",
            name="b",
            status="read",
            ok=False,
            message="79 metrics, 2,241 samples, 601 exemplars",
        ),
        Case(
            group="worker",
            name="a",
            status="read",
            ok=True,
            message="90 metrics, 973 samples, 171 exemplars",
        ),
    )


def test_addresses_that_were_not_read_have_a_line_too(mock_http) -> None:
    visitor = Visitor(ARCHESTRA, mock_http(answering({})))
    targets = metrics_targets(ARCHESTRA, {}, default=True)

    seen = report.metrics(
        Scrape(platform=ARCHESTRA, visits=tuple(visitor.visit(target) for target in targets))
    )

    assert [(case.group, case.name, case.status, case.ok) for case in seen.cases] == [
        ("web", "http://localhost:9050/metrics", "not read", False),
        ("worker", "http://localhost:9000/metrics", "not read", False),
    ]


@pytest.mark.parametrize(
    ("answers", "status", "message"),
    [
        (web_api(), "ready", "Archestra 1.3.15, database connected, sandbox ready"),
        (
            web_api(status="maintenance", database="not_checked"),
            "maintenance",
            "Archestra 1.3.15, database not_checked, sandbox ready",
        ),
        (
            web_api(status="degraded"),
            "not ready",
            "Archestra 1.3.15, database connected, sandbox ready",
        ),
        (
            {f"{API}/health": httpx.Response(200, json={"status": "API", "version": "0.0.1"})},
            "alive",
            "API 0.0.1",
        ),
        ({f"{API}/health": httpx.Response(502)}, "not alive", ""),
        ({}, "unknown", ""),
    ],
)
def test_health_is_a_word(mock_http, answers, status, message) -> None:
    http = mock_http(answering(answers))
    targets = health_targets(ARCHESTRA, {}, {"web": API})

    seen = report.health([probe(http, target) for target in targets])

    ok = status in {"ready", "alive"}
    assert seen.cases == (Case(group="web", name=API, status=status, ok=ok, message=message),)


def test_the_worker_says_little_of_itself(mock_http) -> None:
    http = mock_http(answering(whole()))
    targets = health_targets(ARCHESTRA, {"worker": NAMED["worker"]}, {})

    seen = report.health([probe(http, target) for target in targets])

    assert seen.cases == (Case(group="worker", name=WORKER, status="ready", ok=True),)
