from __future__ import annotations

from archestra_ops.checks.wording import counted, listed


def test_names_are_quoted_and_joined() -> None:
    assert listed(["a"]) == "'a'"
    assert listed(["a", "b"]) == "'a' and 'b'"
    assert listed(("a", "b", "c")) == "'a', 'b' and 'c'"


def test_of_many_names_the_first_are_told() -> None:
    assert listed("abcd", 2) == "'a', 'b' and 2 more"


def test_a_count_agrees_with_its_noun() -> None:
    assert [counted(1, "metric"), counted(2241, "sample")] == ["1 metric", "2,241 samples"]
