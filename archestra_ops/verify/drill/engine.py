"""Rules and series to promtool, and what the rules made of them back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from archestra_ops.errors import OpsError, UnavailableError
from archestra_ops.prometheus import duration, promtool
from archestra_ops.prometheus.rules.model import Rule, RuleGroup
from archestra_ops.prometheus.rules.writing import to_yaml
from archestra_ops.prometheus.scratch import scratch
from archestra_ops.verify.drill.world import Series

_SECONDS: Final = 300.0
# promtool only tells pass or fail; of what fails it tells what it got. So nothing is expected.
_GOT: Final = re.compile(
    r'^ {4}expr: "(?P<expr>(?:[^"\\]|\\.)*)", time: (?P<time>\w+),\n'
    r" *exp: ?.*\n *got: ?(?P<got>.*)$",
    re.MULTILINE,
)


@dataclass(frozen=True, kw_only=True)
class Question:
    """An expression to be asked at some moments (seconds)."""

    expr: str
    moments: Sequence[float]


Answers = Mapping[float, str]
"""By moment: the samples as promtool prints them; a moment without samples is left out."""


def ask(
    rules: Iterable[Rule],
    series: Iterable[Series],
    questions: Sequence[Question],
    *,
    interval: float,
    every: float,
) -> list[Answers]:
    """What each of the *questions* gives once *rules* were evaluated on *series*.

    A sample each *interval* seconds, an evaluation each *every* seconds. Raises ToolMissingError
    without promtool, OpsError where it refuses what it is given.
    """
    with scratch("ops-drill-") as folder:
        (folder / "rules.yml").write_text(
            to_yaml([RuleGroup(name="drill", rules=tuple(_plain(rule) for rule in rules))]), "utf-8"
        )
        file = folder / "test.json"
        file.write_text(json.dumps(_test(series, questions, interval, every)), "utf-8")
        outcome = promtool.run("test", "rules", file, seconds=_SECONDS)
    said = outcome.stdout + outcome.stderr
    if outcome.code != 0 and ("err: " in said or not _GOT.search(said)):
        raise OpsError(f"promtool refuses the drill: {_first_error(said)}")
    if outcome.code == 0 and "SUCCESS" not in said:
        raise UnavailableError(f"promtool said nothing of use: {outcome.reason}")
    return _answers(said, questions)


def _plain(rule: Rule) -> Rule:
    """*rule* without texts for people, which no drill reads."""
    return Rule(
        expr=rule.expr,
        record=rule.record,
        alert=rule.alert,
        hold=rule.hold,
        keep_firing_for=rule.keep_firing_for,
        labels=rule.labels,
    )


def _test(
    series: Iterable[Series], questions: Sequence[Question], interval: float, every: float
) -> dict[str, Any]:
    asked = [
        {"expr": question.expr, "eval_time": duration.text(moment)}
        for question in questions
        for moment in question.moments
    ]
    stored = [{"series": _name(one), "values": " ".join(_values(one.numbers))} for one in series]
    return {
        "rule_files": ["rules.yml"],
        "evaluation_interval": duration.text(every),
        "tests": [
            {
                "interval": duration.text(interval),
                "input_series": stored,
                "promql_expr_test": asked,
            }
        ],
    }


def _name(series: Series) -> str:
    labels = ",".join(
        f"{name}={json.dumps(v, ensure_ascii=False)}" for name, v in series.labels.items()
    )
    return f"{series.name}{{{labels}}}"


def _values(numbers: Sequence[float | None]) -> Iterator[str]:
    """The numbers in promtool's notation: `5+0x3` is 5 four times, `_x3` three times nothing."""
    there = False
    for number, run in groupby(numbers):
        count = sum(1 for _ in run)
        if number is None:
            if there:
                yield "stale"
                count -= 1
            if count:
                yield f"_x{count}"
        else:
            yield _number(number) + (f"+0x{count - 1}" if count > 1 else "")
        there = number is not None


def _number(number: float) -> str:
    text = f"{number:.12g}"
    return f"{number:.12f}" if "e" in text else text


def _answers(said: str, questions: Sequence[Question]) -> list[Answers]:
    found: list[dict[float, str]] = [{} for _ in questions]
    places = {question.expr: place for place, question in enumerate(questions)}
    for got in _GOT.finditer(said):
        expr = json.loads(f'"{got["expr"]}"')
        found[places[expr]][duration.seconds(got["time"])] = got["got"]
    return list(found)


def _first_error(said: str) -> str:
    lines = [" ".join(line.split()) for line in said.splitlines() if "err" in line]
    return (lines or [" ".join(said.split())])[0].rstrip(".")
