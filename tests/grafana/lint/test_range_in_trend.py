from __future__ import annotations

import pytest

from tests.grafana.lint.boards import board, hints, panel, query, said


@pytest.mark.parametrize(
    "expr",
    [
        "sum(increase(llm_cost_total[$__range]))",
        "sum(increase(llm_cost_total[${__range_s}s]))",
        "sum_over_time(increase(llm_cost_total[5m])[$__range:1m])",
    ],
)
def test_the_whole_range_at_every_point_is_found(expr) -> None:
    wrong = board(panel(expr))

    assert said("range-in-trend", wrong) == [
        "Is it well?: every point of the trend looks back over the whole range, [$__range]"
    ]
    assert hints("range-in-trend", wrong) == [
        "take [$__rate_interval] for a trend; ask for a total as an instant query"
    ]


@pytest.mark.parametrize(
    "one",
    [
        panel("sum(rate(llm_cost_total[$__rate_interval]))"),
        panel(query("sum(increase(llm_cost_total[$__range]))", instant=True)),
        panel("sum(increase(llm_cost_total[$__range]))", type="stat"),
        panel("up and topk(5, increase(llm_cost_total[$__range] @ end()))"),
    ],
)
def test_a_total_as_one_value_is_fine(one) -> None:
    assert said("range-in-trend", board(one)) == []
