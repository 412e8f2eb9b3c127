from __future__ import annotations

import pytest

from tests.grafana.lint.boards import board, hints, said, with_steps


def test_a_threshold_that_a_ratio_never_reaches_is_found() -> None:
    wrong = board(with_steps(("green", None), ("red", 80), unit="percentunit"))

    assert said("ratio-thresholds", wrong) == [
        "Is it well?: its unit is a ratio of 0 to 1, its threshold 80"
    ]
    assert hints("ratio-thresholds", wrong) == [
        "say 0.8, or take the unit percent and 100 times the ratio"
    ]


@pytest.mark.parametrize(("value", "unit"), [(1, "percentunit"), (0.8, "percentunit"), (80, "s")])
def test_one_that_it_reaches_is_fine(value, unit) -> None:
    assert said("ratio-thresholds", board(with_steps(("red", value), unit=unit))) == []
