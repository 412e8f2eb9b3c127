from __future__ import annotations

import pytest

from tests.prometheus.rule_lint.rules import ALL, alert, file, found


def needless(comment: str, rules: frozenset[str] = ALL) -> list[tuple[int, str, str, str]]:
    text = file(alert("up == 0", f"for: 5m  # ops: {comment}"))
    return [
        (one.line, str(one.severity), one.message, one.hint)
        for one in found(text, rules=rules)
        if one.check == "needless-ignore"
    ]


@pytest.mark.parametrize(
    ("comment", "message", "hint"),
    [
        (
            "ignore no-for because x",
            "this comment switches off 'no-for', which finds nothing here",
            "take it out",
        ),
        (
            "ignore no-jobb because x",
            "this comment names 'no-jobb', which is no rule",
            "did you mean 'no-job'?",
        ),
        ("ignore because x", "this comment names no rule", "write '# ops: ignore RULE because …'"),
    ],
)
def test_a_comment_that_switches_nothing_off_is_found(comment, message, hint) -> None:
    assert needless(comment) == [(8, "warning", message, hint)]


def test_a_comment_that_switches_something_off_is_fine() -> None:
    assert needless("ignore no-job because there is one job") == []


def test_of_a_rule_that_is_not_applied_nobody_can_tell() -> None:
    assert needless("ignore no-for because x", ALL - {"no-for"}) == []
