from __future__ import annotations

import pytest

from tests.grafana.lint.boards import board, hints, panel, query, said


@pytest.mark.parametrize("window", ["$__interval", "${__interval}"])
@pytest.mark.parametrize("function", ["rate", "irate", "increase"])
def test_a_rate_over_a_step_is_found(function, window) -> None:
    wrong = board(panel(f"sum({function}(llm_cost_total[{window}]))"))

    assert said("step-window", wrong) == [
        f"Is it well?: {function}() over {window}, which may hold no two samples"
    ]
    assert hints("step-window", wrong) == ["take [$__rate_interval]"]


@pytest.mark.parametrize(
    ("expr", "settings"),
    [
        ("sum(rate(llm_cost_total[$__rate_interval]))", {}),
        ("sum(rate(llm_cost_total[$__interval_ms]))", {}),
        ("max_over_time(up[$__interval])", {}),
        ("max_over_time(rate(llm_cost_total[5m])[$__interval:])", {}),
        ("sum(rate(llm_cost_total[$__interval]))", {"interval": "2m"}),
        ("sum(rate(", {}),
    ],
)
def test_other_windows_are_fine(expr, settings) -> None:
    assert said("step-window", board(panel(query(expr, **settings)))) == []


def test_a_least_step_of_the_panel_is_one() -> None:
    expr = "sum(increase(llm_cost_total[$__interval]))"

    assert said("step-window", board(panel(expr, interval="1m"))) == []
