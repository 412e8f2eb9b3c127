from __future__ import annotations

import pytest

from tests.grafana.lint.boards import board, hints, panel, said


@pytest.mark.parametrize(
    ("unit", "meant"),
    [("percentUnit", "percentunit"), ("MS", "ms"), ("decbyte", "decbytes"), ("dtduration", None)],
)
def test_a_misspelt_unit_is_found(unit, meant) -> None:
    wrong = board(panel("up", unit=unit))

    assert said("unknown-unit", wrong) == [f"Is it well?: Grafana has no unit '{unit}'"]
    if meant:
        assert hints("unknown-unit", wrong) == [f"did you mean '{meant}'?"]


@pytest.mark.parametrize(
    "unit",
    ["", "s", "Bps", "bps", "suffix:calls", "currencyXYZ", "pressurebar", "calls", "x", "msg"],
)
def test_a_unit_that_is_one_or_is_text_is_fine(unit) -> None:
    assert said("unknown-unit", board(panel("up", unit=unit))) == []
