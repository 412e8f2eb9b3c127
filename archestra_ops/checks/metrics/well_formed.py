"""Can Prometheus read every line of the page?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from archestra_ops.checks.check import id_of
from archestra_ops.checks.page import Page
from archestra_ops.checks.target import places
from archestra_ops.checks.wording import counted
from archestra_ops.exposition import Kind, Problem
from archestra_ops.findings import Finding, Severity, worst

ID = id_of(__name__)
_MOST = 10
_WARNINGS = frozenset(
    {
        Kind.LATE_METADATA,
        Kind.DUPLICATE_METADATA,
        Kind.INTERLEAVED,
        Kind.SAMPLE_NAME,
        Kind.INF_COUNT,
        Kind.TOO_MANY_FAMILIES,
    }
)
_EXEMPLARS = frozenset({Kind.EXEMPLAR, Kind.EXEMPLAR_PLACE, Kind.EXEMPLAR_TOO_LONG})


def check(page: Page) -> Iterator[Finding]:
    """Report the first of the problems, by line, and how many more there are.

    Of what is no metrics page only that is said: its lines are right for what it is.
    """
    survey = page.survey
    if page.is_foreign:
        yield from _foreign(page)
        return
    if not survey.families and page.may_be_empty:
        yield Finding(
            check=ID,
            severity=Severity.WARNING,
            subject=page.subject,
            message="the page is empty, as it is while nothing happens",
            hint="all that it has comes with events and is forgotten again: idle is not down; "
            "`ops check health` tells which it is",
        )
        return
    if not survey.families:
        yield Finding(
            check=ID,
            severity=Severity.ERROR,
            subject=page.subject,
            message="the page is empty: it has no metric at all",
            hint="is it the right address or file, and was it written to its end?",
        )
        return
    problems = [problem for problem in page.problems if problem.kind not in _EXEMPLARS]
    shown = [_finding(page, problem) for problem in problems[:_MOST]]
    yield from shown
    left = len(problems) - len(shown) + survey.problem_count - len(survey.problems)
    if left:
        yield Finding(
            check=ID,
            severity=worst(shown) or Severity.WARNING,
            subject=page.subject,
            message=f"{counted(left, 'more problem')} with the page",
            hint="put the first ones right: others often follow from them",
        )


def _foreign(page: Page) -> Iterator[Finding]:
    for problem in page.survey.problems:
        if problem.kind is Kind.NOT_METRICS:
            found = _finding(page, problem)
            where = f"is the address right, with its path? {places(page.platform)}"
            yield replace(found, hint=found.hint or where)


def _finding(page: Page, problem: Problem) -> Finding:
    return Finding(
        check=ID,
        severity=Severity.WARNING if problem.kind in _WARNINGS else Severity.ERROR,
        subject=page.subject,
        message=problem.message,
        hint=problem.hint,
        line=problem.line,
    )
