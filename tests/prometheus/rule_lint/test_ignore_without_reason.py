from __future__ import annotations

import pytest

from tests.prometheus.rule_lint.rules import alert, file, told


@pytest.mark.parametrize("comment", ["ignore no-for", "ignore no-for because", "ignore"])
def test_a_comment_that_does_not_say_why_is_found_and_not_in_force(comment) -> None:
    text = file(alert("up == 0", f"for:  # ops: {comment}"))

    assert told(text, "ignore-without-reason") == [
        (
            8,
            "warning",
            "this comment switches off nothing: it does not say why",
            "write '# ops: ignore RULE because …'",
        )
    ]
    assert len(told(text, "no-for")) == 1


def test_a_comment_with_its_reason_is_fine() -> None:
    text = file(alert("up == 0", "for:  # ops: ignore no-for because it is an event"))

    assert told(text, "ignore-without-reason") == []
    assert told(text, "no-for") == []
