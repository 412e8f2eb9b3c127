from __future__ import annotations

import pytest

from archestra_ops.prometheus.rule_lint.comments import Comments
from archestra_ops.prometheus.rule_lint.read import read
from tests.prometheus.rule_lint.rules import ALL, found

TEXT = """\
# 1
groups:
  # 3
- name: a  # 4
  # 5
  interval: 1m
  rules:  # 7
  # 8
  - alert: A  # 9
    # 10
    expr: up  # 11
  # 12

  - alert: B
    expr: |
      up  # 16
      # 17
    labels: {}
    # 19
  # 20
- name: b
  rules:
  - alert: C
    expr: up
# 25
"""
END = (1 << 60) - 1


def places(text: str) -> list[tuple[int, int, int]]:
    return [(one.line, one.first, one.last) for one in Comments(read(text, name="x")).ignores]


@pytest.mark.parametrize(
    ("line", "first", "last"),
    [
        (1, 1, END + 1),
        (3, 4, 20),
        (4, 4, 20),
        (5, 4, 20),
        (7, 4, 20),
        (8, 9, 13),
        (9, 9, 13),
        (10, 9, 13),
        (11, 9, 13),
        (12, 14, 20),
        (16, 14, 20),
        (17, 14, 20),
        (19, 21, END),
        (20, 21, END),
        (25, 23, END),
    ],
)
def test_a_comment_holds_for_what_it_stands_at(line, first, last) -> None:
    text = TEXT.replace(f"# {line}\n", "# ops: ignore no-for because x\n")

    assert places(text) == [(line, first, last)]


@pytest.mark.parametrize(
    ("comment", "rules", "reason"),
    [
        ("# ops: ignore no-for because it is so", ("no-for",), "it is so"),
        ("#ops:ignore no-for,no-job because: both", ("no-for", "no-job"), "both"),
        ("# ops: ignore no-for, no-job   because  x ", ("no-for", "no-job"), "x"),
        ("# ops: ignore no-for", ("no-for",), ""),
        ("# todo; ops: # ops: ignore a because b because c", ("a",), "b because c"),
    ],
)
def test_a_comment_names_rules_and_a_reason(comment, rules, reason) -> None:
    (one,) = Comments(read(f"groups: []  {comment}\n", name="x")).ignores

    assert (one.rules, one.reason) == (rules, reason)


@pytest.mark.parametrize(
    "comment", ["# ops: ignored no-for", "# ops ignore no-for", "ops:ignor no-for"]
)
def test_other_comments_are_none(comment) -> None:
    assert Comments(read(f"groups: []  # {comment}\n", name="x")).ignores == ()


def test_what_is_switched_off_is_not_told_and_all_else_is() -> None:
    text = TEXT.replace("# 8\n", "# ops: ignore always-firing, no-for because it is a test\n")

    told = [(one.line, one.check) for one in found(text, rules=ALL - {"no-summary"})]

    assert (11, "always-firing") not in told
    assert (11, "no-for") not in told
    assert (11, "no-severity") in told
    assert (15, "always-firing") in told
    assert "needless-ignore" not in {check for _, check in told}
