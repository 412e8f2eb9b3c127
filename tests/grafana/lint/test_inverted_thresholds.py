from __future__ import annotations

import pytest

from tests.grafana.lint.boards import board, hints, query, said, with_steps

GREEN_TO_RED = (("green", 0), ("#EAB839", 50), ("dark-red", 80))
RED_TO_GREEN = (("red", None), ("semi-dark-green", 0.99))


def test_a_success_ratio_that_is_red_at_its_best_is_found() -> None:
    wrong = board(with_steps(*GREEN_TO_RED, title="Tool Success Rate", unit="percent"))

    assert said("inverted-thresholds", wrong) == [
        "Tool Success Rate: its thresholds are inverted for successes: it is red when all is well"
    ]
    assert hints("inverted-thresholds", wrong) == ["turn them round"]


def test_the_legend_says_it_too() -> None:
    one = with_steps(*GREEN_TO_RED, title="Tool Health", unit="percent")
    one["targets"] = [query("up", legendFormat="Overall Success Rate")]

    assert len(said("inverted-thresholds", board(one))) == 1


def test_an_error_ratio_that_is_green_at_its_worst_is_found() -> None:
    wrong = board(with_steps(*RED_TO_GREEN, title="What share fails?", unit="percentunit"))

    assert said("inverted-thresholds", wrong) == [
        "What share fails?: its thresholds are inverted for failures: they are green"
    ]


@pytest.mark.parametrize(
    ("steps", "title", "unit"),
    [
        (RED_TO_GREEN, "Success rate", "percentunit"),
        (GREEN_TO_RED, "Error rate", "percent"),
        (GREEN_TO_RED, "Successes", "short"),
        (GREEN_TO_RED, "Success and error rate", "percent"),
        (GREEN_TO_RED, "Unavailability", "percent"),
        (GREEN_TO_RED, "Processor", "percent"),
        ((), "Success rate", "percent"),
        ((("text", None),), "Success rate", "percent"),
    ],
)
def test_the_right_way_round_is_fine(steps, title, unit) -> None:
    assert said("inverted-thresholds", board(with_steps(*steps, title=title, unit=unit))) == []


def test_what_is_left_of_an_error_budget_is_green_above() -> None:
    title = "How much of the error budget is left?"

    fine = board(with_steps(*RED_TO_GREEN, title=title, unit="percentunit"))
    assert said("inverted-thresholds", fine) == []
