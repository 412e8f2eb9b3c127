from __future__ import annotations

import math

import pytest

from archestra_ops.grafana.ask import Asked
from archestra_ops.prometheus.api import Instant, Range
from archestra_ops.prometheus.results import Answer, Refused, Sample, Series
from archestra_ops.verify.engine import Answered, answers, labelled
from archestra_ops.verify.outcome import FINE, Outcome, Status

SILENT = Answer(series=(), warnings=())


def asked(expr: str, *, instant: bool = False) -> Asked:
    return Asked(expr=expr, instant=instant, start=0.0, end=60.0, step=15.0)


def answer(*values: float, **labels: str) -> Answer:
    samples = tuple(Sample(at, value) for at, value in enumerate(values))
    return Answer(series=(Series(metric=labels, samples=samples),), warnings=())


class Api:
    """A Prometheus that answers by expression."""

    def __init__(self, by_expr: dict[str, Answer | Refused]) -> None:
        self._by_expr = by_expr
        self.asked: list[list[Instant | Range]] = []

    def many(self, queries: list[Instant | Range]) -> list[Answer | Refused]:
        self.asked.append(queries)
        return [self._by_expr[query.expr] for query in queries]


def ended(result: Answer | Refused) -> Outcome:
    question = asked("x")
    return answers(Api({"x": result}), [question], lambda *_: None)[question].outcome


def test_data_is_fine() -> None:
    assert ended(answer(1.0)) is FINE
    assert ended(answer(0.0)) is FINE
    assert ended(answer(math.inf)) is FINE
    # A gap is not the end.
    assert ended(answer(math.nan, 1.0, math.nan)) is FINE


@pytest.mark.parametrize(
    ("result", "status", "reason"),
    [
        (SILENT, Status.NO_SERIES, "the expression gives no series over the chosen time"),
        (
            answer(math.nan, math.nan),
            Status.NO_SERIES,
            "the expression gives only NaN over the chosen time",
        ),
        (
            Refused(reason="parse error: no closing bracket"),
            Status.ERROR,
            "Prometheus refuses it: parse error: no closing bracket",
        ),
    ],
)
def test_what_is_no_data_has_a_reason(result, status, reason) -> None:
    found = ended(result)

    assert (found.status, found.reason) == (status, reason)


def test_questions_are_asked_as_grafana_asks_them_and_once() -> None:
    api = Api({"x": answer(1.0), "y": answer(1.0)})
    one, other = asked("x", instant=True), asked("y")

    found = answers(api, [one, other, one], lambda *_: None)

    assert api.asked == [
        [Instant(expr="x", at=60.0), Range(expr="y", start=0.0, end=60.0, step=15.0)]
    ]
    assert list(found) == [one, other]


def test_progress_is_told_between_questions() -> None:
    questions = [asked(str(number)) for number in range(70)]
    api = Api({question.expr: answer(1.0) for question in questions})
    told: list[tuple[str, int, int]] = []

    answers(api, questions, lambda *step: told.append(step))

    assert told == [
        ("asking every query", 32, 70),
        ("asking every query", 64, 70),
        ("asking every query", 70, 70),
    ]


@pytest.mark.parametrize(
    ("legend", "labels", "missing"),
    [
        ("{{route}}", {"route"}, None),
        ("p95", set(), None),
        ("{{method}} {{route}}", {"method"}, "route"),
        ("{{route}}", set(), "route"),
        # Of a target, which may lack it on purpose.
        ("{{job}} {{pod}}", set(), None),
    ],
)
def test_series_must_have_what_the_legend_names_them_by(legend, labels, missing) -> None:
    found = labelled(legend, Answered(FINE, frozenset(labels)))

    assert found == (
        FINE
        if missing is None
        else Outcome(
            Status.MISSING_LABEL,
            f"no series of the answer has the label '{missing}' of the legend",
            "is it dropped or renamed on the way into Prometheus?",
        )
    )


def test_the_labels_of_an_answer_are_those_of_all_its_series() -> None:
    both = Answer(series=(*answer(1.0, a="1").series, *answer(1.0, b="2").series), warnings=())
    question = asked("x")

    found = answers(Api({"x": both}), [question], lambda *_: None)[question]

    assert found.labels == {"a", "b"}


def test_a_legend_may_name_a_label_that_a_page_may_lack() -> None:
    bare = Answered(FINE, frozenset({"code"}))

    assert labelled("{{method}} {{code}}", bare, frozenset({"method"})) == FINE
    assert labelled("{{method}} {{code}}", bare).status is Status.MISSING_LABEL
