from __future__ import annotations

import httpx
import pytest

from archestra_ops import packs
from archestra_ops.checks import report
from archestra_ops.checks.probed import ask_all, probe_targets
from archestra_ops.findings import Severity
from tests.checks.answers import answering
from tests.checks.pages import told
from tests.packs.toys import found_at

OVEN = "http://oven:7101"
HOT = {f"{OVEN}/hot": httpx.Response(200, json={"state": {"hot": True, "degrees": 230}})}
CLEAN = {f"{OVEN}/clean": httpx.Response(200, text="clean")}


@pytest.fixture(autouse=True)
def toys(tmp_path):
    with found_at(tmp_path):
        yield


@pytest.fixture
def probed(mock_http):
    def find(answers, named=None) -> report.Report:
        bakery, http = packs.platform("bakery"), mock_http(answering(answers))
        targets = probe_targets(bakery, named or {"oven": f"{OVEN}/metrics"})
        return report.probed([ask_all(http, bakery, target) for target in targets])

    return find


def test_a_process_that_is_well(probed) -> None:
    found = probed(HOT | CLEAN)

    assert found.findings == ()
    (case,) = found.cases
    assert (case.group, case.name, case.status, case.ok) == ("oven", OVEN, "well", True)
    assert case.message == "'/hot' 200, '/clean' 200"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            httpx.Response(503, text="cold"),
            "answered 503 'cold' at '/hot', not 200",
        ),
        (httpx.Response(200, text="<html>"), "answered no JSON at '/hot': '<html>'"),
        (
            httpx.Response(200, json={"state": {"hot": False, "degrees": 20}}),
            "says at '/hot' that 'state.hot' is 'false', not 'true'",
        ),
        (
            httpx.Response(200, json={"state": {"hot": True}}),
            "answered without the field 'state.degrees' at '/hot'",
        ),
        (
            httpx.Response(200, json=[1]),
            "answered without the field 'state.hot' at '/hot'",
        ),
    ],
)
def test_an_answer_that_is_not_good_is_told(probed, answer, said) -> None:
    found = probed(CLEAN | {f"{OVEN}/hot": answer})

    assert [told(one) for one in found.findings] == [
        f"error health/probes: the oven process {said} (light it)"
    ]
    assert (found.cases[0].status, found.exit_code(Severity.ERROR)) == ("not well", 1)


def test_what_nobody_has_seen_may_not_be_there(probed) -> None:
    found = probed(HOT)

    assert [told(one) for one in found.findings] == [
        (
            "info health/probes: the oven process answers, and has no '/clean', "
            "as its published sources have none ()"
        )
    ]
    # Neither a fault nor a sign that it is well.
    (case,) = found.cases
    assert (case.status, case.ok) == ("answers", True)
    assert case.message == "'/hot' 200, '/clean' 404"


def test_many_processes_at_one_address_are_asked_once_and_told_in_short(mock_http) -> None:
    agyn, here = packs.platform("agyn"), "http://localhost:8080"
    http = mock_http(answering({f"{here}/other": httpx.Response(200)}))

    (target,) = probe_targets(agyn, {})
    found = report.probed([ask_all(http, agyn, target)])

    assert [told(one) for one in found.findings] == [
        (
            "error health/untold: whether the process (one of 7) is well cannot be told: it has "
            "none of the paths that say so, and may be another program (is the address right? if "
            "it is, whether its port is open is all that can be asked of it)"
        ),
        *(
            f"info health/probes: the process (one of 7) answers, and has no '{path}', "
            "as its published sources have none ()"
            for path in ("/healthz", "/readyz")
        ),
    ]
    (case,) = found.cases
    assert (case.group, case.name, case.status) == ("7 processes", here, "answers")


def test_another_bad_answer_of_what_nobody_has_seen_is_a_fault(probed) -> None:
    found = probed(HOT | {f"{OVEN}/clean": httpx.Response(503, text="dust")})

    assert [told(one) for one in found.findings] == [
        (
            "warning health/probes: the oven process answered 503 'dust' at '/clean', not 200 "
            "(sweep it)"
        )
    ]


def test_it_is_as_bad_as_the_pack_says(probed) -> None:
    (finding,) = probed(HOT | {f"{OVEN}/clean": httpx.Response(500, text="dust")}).findings

    assert finding.severity is Severity.WARNING


def test_what_cannot_be_asked_is_unknown(probed) -> None:
    found = probed({})

    assert [told(one) for one in found.findings] == [
        (
            "error health/reachable: the oven process cannot be asked: nothing listens at "
            f"'{OVEN}' ({found.findings[0].hint})"
        )
    ]
    assert (found.cases[0].status, found.exit_code(Severity.ERROR)) == ("unknown", 3)


def test_a_path_that_must_be_there_and_is_not_is_no_sign_that_it_is_well(mock_http) -> None:
    """Of the Collector the pack makes a warning: it is not said to be well above it."""
    astromesh, here = packs.platform("astromesh"), "http://collector:13133"
    http = mock_http(answering({f"{here}/other": httpx.Response(200)}))

    (target,) = probe_targets(astromesh, {"collector": here})
    found = report.probed([ask_all(http, astromesh, target)])

    assert [(one.severity, one.check) for one in found.findings] == [
        (Severity.WARNING, "health/probes")
    ]
    (case,) = found.cases
    assert (case.status, case.ok, case.message) == ("answers", True, "'/' 404")
