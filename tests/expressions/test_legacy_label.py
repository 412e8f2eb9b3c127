from __future__ import annotations

import pytest

from archestra_ops.expressions import unknown_label
from archestra_ops.expressions.legacy_label import find
from tests.expressions.finding import KNOWN, found


@pytest.mark.parametrize(
    ("expr", "message", "hint"),
    [
        (
            "sum by (profile_name) (rate(llm_tokens_total[5m]))",
            "'llm_tokens_total' has no label 'profile_name'",
            "it is called 'agent_name' now",
        ),
        (
            'rate(llm_tokens_total{external_agent_id="x"}[5m])',
            "'llm_tokens_total' has no label 'external_agent_id'",
            "it was dropped",
        ),
    ],
)
def test_a_former_label_is_found_with_what_became_of_it(expr, message, hint) -> None:
    assert found(find, expr) == [(message, hint)]


@pytest.mark.parametrize(
    "expr",
    [
        "sum by (agent_name) (rate(llm_tokens_total[5m]))",
        'rate(agent_runs_total{external_agent_id="x"}[5m])',
        "sum by (profile_name) (pg_up)",
        "sum by (profile_name) (frobnicated)",
        "sum by (frobnicated) (rate(llm_tokens_total[5m]))",
    ],
)
def test_other_labels_are_not_its_business(expr) -> None:
    assert found(find, expr) == []


def test_it_says_what_the_unknown_label_would_so_that_it_is_said_once() -> None:
    expr = "sum by (profile_name) (rate(llm_tokens_total[5m]))"
    (former,) = found(find, expr)
    (unknown,) = unknown_label.find(expr, KNOWN)

    assert former[0] == unknown.message
