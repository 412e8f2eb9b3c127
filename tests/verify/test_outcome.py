from __future__ import annotations

import pytest

from archestra_ops.verify.outcome import Outcome, Status, of_panel

OK, SILENT, LABEL, METRIC, ERROR = (Outcome(status, status.value) for status in Status)


def test_silence_is_not_broken() -> None:
    assert [status for status in Status if status.broken] == [
        Status.MISSING_LABEL,
        Status.MISSING_METRIC,
        Status.ERROR,
    ]


def test_they_are_ranked_by_how_much_they_spoil() -> None:
    assert [status.rank for status in Status] == [0, 1, 2, 3, 4]
    assert [str(status) for status in Status] == [
        "ok",
        "no series yet",
        "missing label",
        "missing metric",
        "error",
    ]


@pytest.mark.parametrize(
    ("queries", "panel"),
    [
        ([OK], OK),
        ([SILENT], SILENT),
        # One query with data is enough, where nothing happened to the others.
        ([SILENT, OK, SILENT], OK),
        ([SILENT, SILENT], SILENT),
        # But a broken one spoils the panel, whatever the others have.
        ([OK, METRIC], METRIC),
        ([OK, LABEL, SILENT], LABEL),
        ([LABEL, METRIC, ERROR, OK], ERROR),
    ],
)
def test_a_panel_is_as_broken_as_its_worst_query(queries, panel) -> None:
    assert of_panel(queries) is panel
