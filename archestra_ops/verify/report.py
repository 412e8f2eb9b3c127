"""What a verification found: a case per panel and variable, and the sums of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archestra_ops.findings import Case
from archestra_ops.verify.outcome import Outcome, Status, of_panel
from archestra_ops.verify.questions import Sheet


@dataclass(frozen=True, kw_only=True)
class BoardSums:
    """How many of a board's panels and variables ended how."""

    board: str
    ok: int
    no_series: int
    failed: int


@dataclass(frozen=True, kw_only=True)
class Report:
    """`level` says what was proven (`static`, `live` or `engine`), `against` on what."""

    level: str
    against: str
    cases: tuple[Case, ...]
    boards: tuple[BoardSums, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing is broken. A panel without a series yet is not broken."""
        return all(case.ok for case in self.cases)


def report(
    level: str,
    against: str,
    sheets: Sequence[Sheet],
    outcomes: Sequence[Sequence[Outcome]],
    others: Sequence[Sequence[Case]],
) -> Report:
    """Sum up *outcomes*, given per sheet and query, and the cases of *others* per sheet."""
    cases: list[Case] = []
    sums = []
    for sheet, ended, other in zip(sheets, outcomes, others, strict=True):
        found = [*other, *_panels(sheet, ended)]
        cases += found
        sums.append(_sums(sheet.title, found))
    return Report(level=level, against=against, cases=tuple(cases), boards=tuple(sums))


def _panels(sheet: Sheet, ended: Sequence[Outcome]) -> list[Case]:
    panels: dict[tuple[int, str], list[Outcome]] = {}
    for query, outcome in zip(sheet.panels, ended, strict=True):
        panels.setdefault((query.panel_id, query.panel), []).append(outcome)
    return [case(sheet.title, title, of_panel(outcomes)) for (_, title), outcomes in panels.items()]


def case(group: str, name: str, outcome: Outcome) -> Case:
    """An outcome as a case of a report."""
    return Case(
        group=group,
        name=name,
        status=outcome.status.value,
        ok=not outcome.status.broken,
        message=outcome.reason,
        hint=outcome.hint,
    )


def _sums(title: str, cases: Sequence[Case]) -> BoardSums:
    return BoardSums(
        board=title,
        ok=sum(case.status == Status.OK for case in cases),
        no_series=sum(case.status == Status.NO_SERIES for case in cases),
        failed=sum(not case.ok for case in cases),
    )
