from __future__ import annotations

import pytest

from tests.grafana.lint.boards import board, hints, panel, said

FILTERED = panel('sum(rate(llm_cost_total{source=~"$source"}[5m]))')


def source(*values: str, **settings):
    options = [{"text": one, "value": one} for one in ("$__all", *values)]
    return {"name": "source", "type": "custom", "options": options, **settings}


def test_values_that_cannot_be_picked_are_found() -> None:
    wrong = board(FILTERED, variables=(source("api", "chat", "email"),))

    assert said("incomplete-list", wrong) == [
        (
            "variable $source: its fixed list lacks 'a2a:compaction', 'app:llm_complete', "
            "'app:recording_enhancement' and 12 more of 'source'"
        )
    ]
    assert hints("incomplete-list", wrong) == [
        "ask what is there: label_values(llm_cost_total, source)"
    ]


def test_the_list_may_stand_in_its_query() -> None:
    written = {
        "name": "billing",
        "type": "custom",
        "query": "Metered : metered",
        "options": [],
    }
    asked = panel('sum(rate(llm_cost_total{billing_mode=~"$billing"}[5m]))')

    assert said("incomplete-list", board(asked, variables=(written,))) == [
        "variable $billing: its fixed list lacks 'subscription' of 'billing_mode'"
    ]


@pytest.mark.parametrize(
    ("one", "variable"),
    [
        (
            panel('sum(rate(llm_cost_total{billing_mode=~"$source"}[5m]))'),
            source("metered", "subscription"),
        ),
        (panel('sum(rate(llm_cost_total{model=~"$source"}[5m]))'), source("a")),
        (panel('not_ours{source=~"$source"}'), source("a")),
        (panel("up"), source("a")),
        (FILTERED, source("a", type="query", query="label_values(llm_cost_total, source)")),
    ],
)
def test_a_list_that_is_complete_or_cannot_be_known_is_fine(one, variable) -> None:
    assert said("incomplete-list", board(one, variables=(variable,))) == []
