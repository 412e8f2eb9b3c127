from __future__ import annotations

import pytest

from tests.grafana.lint.boards import board, hints, panel, said, variable

MODEL = variable("model", "label_values(llm_cost_total, model)")


def test_a_variable_that_nothing_uses_is_found() -> None:
    wrong = board(panel('up{models="$models"}'), variables=(MODEL,))

    assert said("unused-variable", wrong) == ["variable $model: nothing uses the variable"]
    assert hints("unused-variable", wrong) == ["use it in the queries, or take it out"]


def test_a_variable_in_its_own_query_is_not_used() -> None:
    own = variable("a", 'label_values(up{x="$a"}, x)')

    assert (
        said("unused-variable", board(panel("up"), variables=(own,)))
        == [
            "variable $datasource: nothing uses the variable",
            "variable $a: nothing uses the variable",
        ][1:]
    )


@pytest.mark.parametrize(
    "settings",
    [
        {"panels": [panel('up{a="$model"}')]},
        {"panels": [panel("up", title="All of ${model:text}")]},
        {"panels": [panel("up", repeat="model")]},
        {"panels": [panel("up")], "links": [{"url": "/d/x?var-model=[[model]]"}]},
        {"panels": [panel("up")], "annotations": {"list": [{"expr": 'ALERTS{m="$model"}'}]}},
    ],
)
def test_a_variable_anywhere_is_used(settings) -> None:
    assert said("unused-variable", board(variables=(MODEL,), **settings)) == []


@pytest.mark.parametrize(
    "one",
    [
        variable("filters", "", type="adhoc"),
        {**MODEL, "hide": 2},
    ],
)
def test_what_is_used_by_being_there_is_fine(one) -> None:
    assert said("unused-variable", board(panel("up"), variables=(one,))) == []


def test_a_variable_that_another_one_asks_for_is_used() -> None:
    other = variable("provider", 'label_values(llm_cost_total{model="$model"}, provider)')

    assert (
        said("unused-variable", board(panel('up{a="$provider"}'), variables=(MODEL, other))) == []
    )
