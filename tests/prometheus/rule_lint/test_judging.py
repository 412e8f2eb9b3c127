from __future__ import annotations

import os
import signal
from dataclasses import replace

from archestra_ops import expressions
from archestra_ops.prometheus.rule_lint.judging import Rules, judge
from archestra_ops.prometheus.rule_lint.problem import Problem
from archestra_ops.prometheus.rule_lint.read import read
from tests.prometheus.rule_lint.rules import OTHERS, alert, file

ENTRIES = list(read(file(*(alert(f"up > {n}") for n in range(1200))), name="x").entries)
RULES = Rules(
    of_expressions={},
    of_readable={"said": lambda entry, _: iter([Problem(entry.expr)])},
    of_all={},
    names=frozenset({"said"}),
)
OURS = os.getpid()


def _killed(entry, _):
    if os.getpid() != OURS and entry.expr == "up > 700":
        os._exit(9)
    return iter([Problem(entry.expr)])


def _ended(entry, _):
    if os.getpid() != OURS and entry.expr == "up > 700":
        os.kill(os.getpid(), signal.SIGTERM)
    return iter([Problem(entry.expr)])


def _interrupted(_number, _frame):
    raise KeyboardInterrupt


def test_everything_is_judged_once_and_in_order() -> None:
    for count in (1, 2, 5):
        found = judge(ENTRIES, OTHERS, RULES, processes=count)
        assert found == [(n, "said", Problem(f"up > {n}")) for n in range(1200)]


def test_what_a_process_that_was_killed_did_not_say_is_said_here() -> None:
    rules = replace(RULES, of_readable={"said": _killed})

    assert judge(ENTRIES, OTHERS, rules, processes=2) == judge(ENTRIES, OTHERS, RULES)


def test_a_process_that_is_ended_as_all_are_says_nothing_of_it(capfd) -> None:
    before = signal.signal(signal.SIGTERM, _interrupted)
    try:
        found = judge(ENTRIES, OTHERS, replace(RULES, of_readable={"said": _ended}), processes=2)
    finally:
        signal.signal(signal.SIGTERM, before)

    assert found == judge(ENTRIES, OTHERS, RULES)
    assert capfd.readouterr() == ("", "")


def test_a_rule_for_expressions_is_not_asked_of_what_is_none() -> None:
    entries = list(read(file(alert("up ==")), name="x").entries)
    rules = replace(RULES, names=frozenset({expressions.SYNTAX, "said"}))

    assert [name for _, name, _ in judge(entries, OTHERS, rules)] == ["syntax"]
    assert judge(entries, OTHERS, RULES) == []
