from __future__ import annotations

import pytest

from tests.grafana.lint.boards import board, hints, panel, said


def test_a_count_shown_as_a_rate_is_found() -> None:
    wrong = board(panel("sum by (status) (increase(a_total[$__rate_interval]))", unit="reqps"))

    assert said("increase-unit", wrong) == [
        "Is it well?: increase() is a count, its unit 'reqps' is a rate"
    ]
    assert hints("increase-unit", wrong) == ["take rate(), or the unit short"]


@pytest.mark.parametrize(
    ("expr", "unit"),
    [
        ("sum(rate(a_total[$__rate_interval]))", "reqps"),
        ("sum(increase(a_total[$__rate_interval]))", "short"),
        ("sum(increase(a_total[1m])) / 60", "reqps"),
        ("sum(rate(a_total[5m])) and topk(5, increase(a_total[1h]))", "reqps"),
        ("sum(rate(a_total[5m])) unless increase(a_total[1h])", "reqps"),
    ],
)
def test_a_rate_or_a_plain_number_is_fine(expr, unit) -> None:
    assert said("increase-unit", board(panel(expr, unit=unit))) == []


def test_an_override_may_set_another_unit() -> None:
    config = {
        "defaults": {"unit": "reqps"},
        "overrides": [{"properties": [{"id": "unit", "value": "short"}]}],
    }

    assert said("increase-unit", board(panel("increase(a_total[1h])", fieldConfig=config))) == []
