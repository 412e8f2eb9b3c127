from __future__ import annotations

import pytest

from archestra_ops.findings import Severity
from archestra_ops.grafana.lint import RULES
from tests.grafana.lint.boards import OTHERS, board, hints, of, said, with_steps


@pytest.mark.parametrize(
    ("kind", "severity"), [("stat", Severity.WARNING), ("timeseries", Severity.INFO)]
)
@pytest.mark.parametrize("lowest", [None, 0])
def test_the_editors_own_are_found(kind, severity, lowest) -> None:
    wrong = board(with_steps(("green", lowest), ("red", 80), type=kind))

    assert said("default-thresholds", wrong) == [
        "Is it well?: its thresholds are the editor's: red from 80 on"
    ]
    assert hints("default-thresholds", wrong) == ["set those that mean something here, or none"]
    (problem,) = RULES["default-thresholds"](of(wrong), OTHERS)
    assert problem.severity is severity


@pytest.mark.parametrize(
    "one",
    [
        with_steps(("green", None), ("red", 80), type="gauge", unit="percent"),
        with_steps(("green", None), ("red", 0.8)),
        with_steps(("green", None), ("yellow", 70), ("red", 80)),
        with_steps(),
    ],
)
def test_others_are_fine(one) -> None:
    assert said("default-thresholds", board(one)) == []
