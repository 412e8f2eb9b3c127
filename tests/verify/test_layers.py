from __future__ import annotations

from dataclasses import replace

import pytest

from archestra_ops.checks.health import reachable
from archestra_ops.errors import FetchError
from archestra_ops.findings import Finding, Severity
from archestra_ops.grafana.checks.report import Report as GrafanaReport
from archestra_ops.prometheus.live_checks.report import report
from archestra_ops.verify.layers import Looked, Verdict, exit_code, first, verdicts
from tests.prometheus.live_checks.made import AIM, scraped, seen

BOARD = Finding(check="grafana/boards", severity=Severity.WARNING, subject="g", message="m")
GONE = Finding(check=reachable.ID, severity=Severity.ERROR, subject="web", message="m")
WRONG = Finding(check="health/ready", severity=Severity.ERROR, subject="web", message="m")


def looked(**changes: object) -> Looked:
    """An estate that is well, everywhere."""
    changes.setdefault("seen", seen())
    made = Looked(process=[], grafana=GrafanaReport(cases=(), findings=()), **changes)
    return made if made.seen is None else replace(made, prometheus=report(made.seen))


def words(of: Looked) -> list[str]:
    return [one.word for one in verdicts(of)]


def test_all_is_well() -> None:
    assert verdicts(looked()) == tuple(
        Verdict(layer=layer, word="ok", why="")
        for layer in ("process", "scrape", "storage", "rules", "dashboards")
    )
    assert first(verdicts(looked())) == ""
    assert exit_code(looked(), Severity.INFO) == 0


def test_nothing_is_configured() -> None:
    assert words(Looked()) == ["not configured"] * 5
    assert exit_code(Looked(), Severity.INFO) == 0


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"targets": (scraped("web", health="down", error="x"),)}, "ok broken ok ok ok"),
        ({"retention": "15d"}, "ok ok doubtful ok ok"),
        ({"groups": ()}, "ok ok ok doubtful ok"),
        ({"failures": {"rules": FetchError("500")}}, "ok ok unknown unknown ok"),
        ({"failures": {"targets": FetchError("500")}}, "ok unknown unknown ok ok"),
        ({"error": FetchError("gone"), "targets": None}, "ok unknown unknown unknown ok"),
    ],
)
def test_a_layer_of_prometheus(changes, expected) -> None:
    assert words(looked(seen=seen(**changes))) == expected.split()


@pytest.mark.parametrize("changes", [{}, {"groups": ()}, {"error": FetchError("gone")}])
def test_a_platform_for_which_no_rules_ship(changes) -> None:
    of = looked(seen=seen(aim=replace(AIM, groups=()), **changes))

    assert verdicts(of)[3] == Verdict(
        layer="rules", word="not configured", why="no rules ship for Archestra"
    )


def test_processes_and_dashboards() -> None:
    boards = GrafanaReport(cases=(), findings=(BOARD,))

    assert verdicts(replace(looked(), process=[GONE, WRONG], grafana=boards))[::4] == (
        Verdict(layer="process", word="broken", why="1 error, something could not be asked"),
        Verdict(layer="dashboards", word="doubtful", why="1 warning"),
    )


def test_where_to_begin() -> None:
    boards = GrafanaReport(cases=(), findings=(BOARD,))
    doubtful = replace(looked(), grafana=boards)

    assert first(verdicts(doubtful)) == "dashboards"
    assert first(verdicts(replace(doubtful, process=[GONE]))) == "process"
    broken = seen(targets=(scraped("web", health="down", error="x"),))
    assert first(verdicts(replace(looked(seen=broken), process=[GONE]))) == "scrape"


@pytest.mark.parametrize(
    ("process", "fail_on", "code"),
    [
        ([GONE], Severity.INFO, 3),
        ([GONE, WRONG], Severity.ERROR, 1),
        ([BOARD], Severity.WARNING, 1),
        ([BOARD], Severity.ERROR, 0),
    ],
)
def test_the_exit_code(process, fail_on, code) -> None:
    assert exit_code(Looked(process=process), fail_on) == code


def test_the_options_of_the_platform_at_hand_are_named() -> None:
    assert verdicts(Looked())[0].why == "give --web and --worker, or --target PROCESS=URL"
    named = Looked(process_options="--target gateway=URL")
    assert verdicts(named)[0].why == "give --target gateway=URL"
