from __future__ import annotations

import pytest

from archestra_ops import expressions
from archestra_ops.expressions import others
from archestra_ops.expressions.wrong import Wrong
from tests.expressions.finding import KNOWN


def judged(expr: str) -> list[str]:
    rules = others.rules_for_others(expressions.RULES)
    return [rule for rule, _ in expressions.judge(expr, others.catalogue_for_others(KNOWN), rules)]


@pytest.mark.parametrize(
    "name", ["llm_token_total", "mcp_tools", "task_queue_x", "pg_replication_x", "rag_x_total"]
)
def test_what_is_called_like_ours_is_judged(name) -> None:
    assert judged(name) == ["unknown-metric"]


@pytest.mark.parametrize("name", ["frobnicated_total", "http_x", "pg_settings_x", "agent_x", "a:b"])
def test_what_may_be_anybodys_is_not(name) -> None:
    assert judged(name) == []


def test_labels_that_scrapes_add_are_known() -> None:
    assert judged('up{container="x",server="y",pod="z"}') == []
    assert judged('up{containers="x"}') == ["unknown-label"]


def test_without_the_rule_for_names_nothing_is_changed() -> None:
    rules = {"same-sides": expressions.RULES["same-sides"]}

    assert others.rules_for_others(rules) is rules


def test_a_label_is_said_to_be_somebodys_perhaps() -> None:
    add = "say --agent-label or --label for one that your agents or your scrape add"

    assert others.advice("unknown-label", Wrong("x", "one of: a, b")) == add
    assert (
        others.advice("unknown-label", Wrong("x", "did you mean 'a'?"))
        == f"did you mean 'a'?; {add}"
    )
    assert others.advice("raw-counter", Wrong("x", "y")) == "y"
