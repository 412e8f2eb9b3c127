from __future__ import annotations

from archestra_ops.findings import Case
from archestra_ops.verify.outcome import FINE, Outcome, Status
from archestra_ops.verify.report import BoardSums, case, report
from tests.grafana.small import panel
from tests.verify.sheets import of

GONE = Outcome(Status.MISSING_METRIC, "'x' is not exposed", "look")
SILENT = Outcome(Status.NO_SERIES, "nothing yet")
FIRST = of(panel("busy", "acme_up", title="Two queries?"), panel("up", title="One?"))
SECOND = of(panel("up", title="Another?"), title="Second")


def test_a_case_for_every_panel_and_variable_board_by_board() -> None:
    choice = case("Small", "variable $job", FINE)
    found = report("live", "it", [FIRST, SECOND], [[FINE, GONE, SILENT], [FINE]], [[choice], []])

    assert found.cases == (
        Case(group="Small", name="variable $job", status="ok", ok=True),
        Case(
            group="Small",
            name="Two queries?",
            status="missing metric",
            ok=False,
            message="'x' is not exposed",
            hint="look",
        ),
        Case(group="Small", name="One?", status="no series yet", ok=True, message="nothing yet"),
        Case(group="Second", name="Another?", status="ok", ok=True),
    )
    assert (found.level, found.against, found.ok) == ("live", "it", False)


def test_the_sums_are_those_of_the_cases() -> None:
    broken = case("Second", "variable $job", GONE)
    found = report("live", "it", [FIRST, SECOND], [[FINE, GONE, SILENT], [FINE]], [[], [broken]])

    assert found.boards == (
        BoardSums(board="Small", ok=0, no_series=1, failed=1),
        BoardSums(board="Second", ok=1, no_series=0, failed=1),
    )


def test_silence_is_fine() -> None:
    assert report("live", "it", [SECOND], [[SILENT]], [[]]).ok
    assert not report("live", "it", [SECOND], [[GONE]], [[]]).ok
    assert not report("live", "it", [SECOND], [[FINE]], [[case("S", "v", GONE)]]).ok
