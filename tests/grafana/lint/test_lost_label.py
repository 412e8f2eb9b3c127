from __future__ import annotations

import pytest

from tests.grafana.lint.boards import board, hints, panel, query, said

LOST = "sum by (model) (rate(llm_cost_total[$__rate_interval]))"


def asked(expr: str, legend: str):
    return board(panel(query(expr, legendFormat=legend)))


def test_a_label_that_the_expression_lost_is_found_in_the_legend() -> None:
    wrong = asked(LOST, "{{provider}} of {{model}}, {{ provider }}")

    assert said("lost-label", wrong) == [
        "Is it well?: the legend names 'provider', which the expression does not keep"
    ]
    assert hints("lost-label", wrong) == ["keep it in by (…), or take it out of the legend"]


@pytest.mark.parametrize(
    ("expr", "legend"),
    [
        (LOST, "{{model}}"),
        (LOST, "__auto"),
        (LOST, "cost"),
        ("rate(llm_cost_total[5m])", "{{provider}} {{pod}} {{container}}"),
        ("rate(not_ours_total[5m])", "{{anything}}"),
        ("sum by (", "{{anything}}"),
    ],
)
def test_a_label_that_is_kept_or_cannot_be_known_is_fine(expr, legend) -> None:
    assert said("lost-label", asked(expr, legend)) == []
