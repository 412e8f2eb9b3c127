"""The verdict on each query: the packs', what can be seen, and the engine's, put together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from archestra_ops import promql
from archestra_ops.grafana.ask import Asked, Window, ask
from archestra_ops.grafana.queries import PanelQuery
from archestra_ops.prometheus.api import Api
from archestra_ops.verify import engine, static, telemetry
from archestra_ops.verify.choices import Choices, choose
from archestra_ops.verify.engine import Answered
from archestra_ops.verify.explained import explain, has_stand_in
from archestra_ops.verify.outcome import FINE, Outcome, Status
from archestra_ops.verify.progress import Progress
from archestra_ops.verify.questions import Sheet
from archestra_ops.verify.reasons import Reasons
from archestra_ops.verify.report import Report, report
from archestra_ops.verify.sight import Sight


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What there is to judge by, beside the packs.

    `sight` is what can be seen of the series: of pages, or of what `api` has stored, a Prometheus
    that is asked for the time in `window`. `pages` are looked at beside a Prometheus. `scraped`
    gives the processes, and `postgres`, that are known to be scraped.
    """

    window: Window
    sight: Sight | None = None
    api: Api | None = None
    pages: Sight | None = None
    scraped: Callable[[], Collection[str]] = tuple


@dataclass(frozen=True)
class _Question:
    """A query of an opened board: what to ask, or what is wrong with it by the packs.

    `reasons` know why its series may be missing.
    """

    sheet: Sheet
    query: PanelQuery
    asked: Asked | Outcome
    reasons: Reasons


def judge(
    sheets: Sequence[Sheet], evidence: Evidence, progress: Progress, *, level: str, against: str
) -> Report:
    """How each panel and each variable of the boards ended."""
    chosen = [choose(sheet, evidence.sight, _reasons(sheet, evidence)) for sheet in sheets]
    opened = [_questions(*pair, evidence) for pair in zip(sheets, chosen, strict=True)]
    answered: Mapping[Asked, Answered] = {}
    if evidence.api is not None:
        asked = [one.asked for row in opened for one in row if isinstance(one.asked, Asked)]
        answered = engine.answers(evidence.api, asked, progress)
    outcomes = [[_verdict(one, evidence, answered) for one in row] for row in opened]
    others = [
        (*choices.cases, *telemetry.cases(sheet))
        for choices, sheet in zip(chosen, sheets, strict=True)
    ]
    return report(level, against, sheets, outcomes, others)


def _reasons(sheet: Sheet, evidence: Evidence) -> Reasons:
    return Reasons(catalogue=sheet.catalogue, scraped=evidence.scraped, pages=evidence.pages)


def _questions(sheet: Sheet, choices: Choices, evidence: Evidence) -> list[_Question]:
    reasons = replace(_reasons(sheet, evidence), waiting=choices.waiting)
    found = []
    for query in sheet.panels:
        judged = static.judge(query, sheet)
        asked = judged if judged.status.broken else ask(query, evidence.window, choices.values)
        found.append(_Question(sheet, query, asked, reasons))
    return found


def _verdict(
    question: _Question, evidence: Evidence, answered: Mapping[Asked, Answered]
) -> Outcome:
    asked = question.asked
    if isinstance(asked, Outcome):
        return asked
    if evidence.api is None:
        return _seen(question, asked, evidence.sight)
    answer = answered[asked]
    if answer.outcome.status is Status.ERROR:
        return answer.outcome
    empty = answer.outcome.status is Status.NO_SERIES
    # What is seen explains that there is no data, or that it only stands in for what is missing.
    looks = empty or has_stand_in(asked.expr)
    seen = _seen(question, asked, evidence.sight) if looks else FINE
    if empty:
        return answer.outcome if seen.status is Status.OK else seen
    if seen.status.broken:
        return seen
    optional = _optional(question.sheet, asked.expr)
    return engine.labelled(question.query.legend, answer, optional)


def _optional(sheet: Sheet, expr: str) -> frozenset[str]:
    """The labels that a metric of *expr* may be without."""
    found = (sheet.catalogue.find(one.name or "") for one in promql.selectors(expr))
    return frozenset().union(*(one[1].optional_labels for one in found if one is not None))


def _seen(question: _Question, asked: Asked, sight: Sight | None) -> Outcome:
    """Whether its series are there, as far as can be seen."""
    return FINE if sight is None else explain(asked.expr, sight, question.reasons)
