from __future__ import annotations

import pytest

from tests.grafana.lint.boards import board, hints, said, variable

LOKI = {"type": "loki", "uid": "${loki}"}


@pytest.mark.parametrize("query", ["label_values(model)", " label_values( model ) "])
def test_a_list_without_a_metric_is_found(query) -> None:
    wrong = board(variables=(variable("model", query),))

    assert said("list-of-everything", wrong) == [
        "variable $model: it asks all series of the server for the values of 'model'"
    ]
    assert hints("list-of-everything", wrong) == [
        "name a metric that has it: label_values(metric, model)"
    ]


@pytest.mark.parametrize(
    ("query", "settings"),
    [
        ("label_values(llm_tokens_total, model)", {}),
        ("label_values({job='x'}, model)", {}),
        ("query_result(up)", {}),
        ("label_names()", {}),
        ("label_values(app)", {"datasource": LOKI}),
        ("label_values(a)", {"type": "custom"}),
    ],
)
def test_other_lists_are_fine(query, settings) -> None:
    wrong = board(variables=(variable("model", query, **settings),))

    assert said("list-of-everything", wrong) == []
