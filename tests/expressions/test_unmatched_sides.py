from __future__ import annotations

import pytest

from archestra_ops.expressions.unmatched_sides import find
from tests.expressions.finding import found

CALLS, COST = "rate(llm_tokens_total[5m])", "rate(llm_cost_total[5m])"


@pytest.mark.parametrize(
    ("expr", "op", "side", "label"),
    [
        (f"sum by (model) ({CALLS}) / sum({COST})", "/", "left", "model"),
        (f"sum({CALLS}) * sum by (model) ({COST})", "*", "right", "model"),
        (f"sum by (model) ({CALLS}) and sum by (model, type) ({CALLS})", "and", "right", "type"),
        ("sum by (job) (up) / on (instance) up", "/", "right", "instance"),
        ('sum by (a) (count_values by (a) ("a", up)) > sum(up)', ">", "left", "a"),
        (
            'label_replace(sum by (a, b) (x), "b", "", "b", ".*") / sum by (a, b) (y)',
            "/",
            "right",
            "b",
        ),
        ('label_replace(sum by (a) (x), "b", "c", "a", ".*") / sum by (a) (y)', "/", "left", "b"),
        (
            "rate(llm_token_usage_bucket[5m]) / rate(llm_token_usage_count[5m])",
            "/",
            "left",
            "le",
        ),
        (
            f"sum by (model, type) ({CALLS}) / ignoring (model) group_left sum({CALLS})",
            "/",
            "left",
            "type",
        ),
    ],
)
def test_sides_that_never_match_are_found(expr, op, side, label) -> None:
    assert found(find, expr) == [
        (
            f"'{op}' matches nothing: only its {side} side has the label '{label}'",
            f"aggregate '{label}' away, or say by which labels with on (…) and group_{side}",
        )
    ]


@pytest.mark.parametrize(
    "expr",
    [
        f"sum by (model) ({CALLS}) / sum by (model) ({COST})",
        f"sum by (model, type) ({CALLS}) / on (model) group_left () sum by (model) ({COST})",
        f"sum by (model, type) ({CALLS}) / ignoring (type) group_left sum by (model) ({COST})",
        f"sum by (model) ({CALLS}) / scalar(sum({CALLS}))",
        f"sum by (model) ({CALLS}) / 60",
        f"sum by (model) ({CALLS}) * $factor",
        "time() - process_start_time_seconds",
        "sum by (pod) (up) / sum(up)",
        "sum by (cost_centre) (rate(llm_cost_total[5m])) / sum(rate(llm_cost_total[5m]))",
        f"sum by (model) ({CALLS}) or sum({CALLS})",
        f"(sum by (model) ({CALLS}) or vector(0)) / sum({CALLS})",
        f"sum by ($by) ({CALLS}) / sum({CALLS})",
        "sum by (anything) (frobnicated) / frobnicated",
        f"sum by (model) ({CALLS}) / fill (0) sum({CALLS})",
        "vector(1) / vector(2)",
        'label_replace(sum by (a, b) (x), "b", "", "b", ".*") / sum by (a) (y)',
        'label_replace(sum by (a, b) (x), "b", "", "b", "c.*") / sum by (a) (y)',
    ],
)
def test_sides_that_match_or_may_are_fine(expr) -> None:
    assert found(find, expr) == []
