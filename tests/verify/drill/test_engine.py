from __future__ import annotations

import re

import pytest

from archestra_ops.errors import OpsError, ToolMissingError, UnavailableError
from archestra_ops.prometheus import promtool
from archestra_ops.prometheus.promtool import Outcome
from archestra_ops.prometheus.rules.model import Rule
from archestra_ops.verify.drill.engine import Question, ask
from archestra_ops.verify.drill.world import Series
from tests.verify.drill.course import alert


def series(*numbers: float | None, name: str = "a", **labels: str) -> Series:
    return Series(name, labels, numbers)


def answers(rules, stored, *questions, interval=60.0, every=60.0):
    return ask(rules, stored, questions, interval=interval, every=every)


def values(found) -> dict[float, float]:
    return {moment: float(text.rpartition(" ")[2]) for moment, text in found.items()}


def test_an_alert_is_seen_at_every_moment() -> None:
    states = 'max by (alertstate) (ALERTS{alertname="A"})'

    found, sums = answers(
        [Rule(record="x:a:sum", expr="sum(a)"), alert("x:a:sum > 1")],
        [series(1, 1, 2, 2, 2, 2, 1)],
        Question(expr=states, moments=[60.0 * i for i in range(7)]),
        Question(expr="x:a:sum", moments=[0, 120]),
    )

    assert {moment: re.findall(r"pending|firing", text) for moment, text in found.items()} == {
        120: ["pending"],
        180: ["pending"],
        240: ["firing"],
        300: ["firing"],
    }
    assert values(sums) == {0: 1, 120: 2}


def test_numbers_arrive_as_they_are() -> None:
    numbers = (0.0, 1e-05, 0.1, 1.5e9, 123456789.25, -2.0, -2.0, -2.0, 7e15)

    (found,) = answers([], [series(*numbers)], Question(expr="a", moments=range(0, 540, 60)))

    assert tuple(values(found).values()) == numbers


def test_what_is_missing_is_gone_at_once() -> None:
    stored = [series(None, None, 1, None, None, 1, 1, None)]

    (found,) = answers([], stored, Question(expr="a", moments=range(0, 480, 60)))

    assert list(found) == [120, 300, 360]


def test_labels_arrive_as_they_are() -> None:
    stored = [series(1, route='/a/:id"\\', text="grün\n")]

    (found,) = answers([], stored, Question(expr='a{text="grün\\n"}', moments=[0]))

    assert found == {0: 'a{route="/a/:id\\"\\\\", text="grün\\n"} 1E+00'} or 0 in found


def test_rules_may_be_evaluated_less_often() -> None:
    found, _ = answers(
        [alert("a > 1", hold="")],
        [series(*[2.0] * 11)],
        Question(expr='ALERTS{alertname="A"}', moments=range(0, 660, 60)),
        Question(expr="a", moments=[0]),
        every=300.0,
    )

    assert min(found) == 0


def test_nothing_to_say_is_no_answer() -> None:
    assert answers([], [series(1)], Question(expr="b", moments=[0])) == [{}]


def test_what_promtool_refuses_is_said() -> None:
    with pytest.raises(OpsError, match=r"^promtool refuses the drill: .*many-to-many"):
        answers(
            [alert("a + on () a > 1")],
            [series(1, x="1"), series(1, x="2")],
            Question(expr="a", moments=[0]),
        )
    with pytest.raises(OpsError, match=r"^promtool refuses the drill: .*parse error"):
        answers([alert("a >")], [series(1)], Question(expr="a", moments=[0]))


def test_without_promtool(monkeypatch) -> None:
    monkeypatch.setattr(promtool, "find", lambda: None)

    with pytest.raises(ToolMissingError):
        answers([], [series(1)], Question(expr="a", moments=[0]))


def test_a_promtool_that_says_nothing(monkeypatch) -> None:
    outcome = Outcome(code=0, stdout="", stderr="")
    monkeypatch.setattr(promtool, "run", lambda *_arguments, **_more: outcome)

    with pytest.raises(UnavailableError, match=r"^promtool said nothing of use"):
        answers([], [series(1)], Question(expr="a", moments=[0]))
