"""What came of an import or a prune, for people: one table with a link to each board."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from archestra_ops.cli.planned_text import Paint, counted, head, tail
from archestra_ops.output.lines import printable, wrapped

if TYPE_CHECKING:
    from archestra_ops.grafana.sync.apply import Outcome
    from archestra_ops.grafana.sync.plan import Plan
    from archestra_ops.grafana.sync.prune import Gone, Removal

_RESULTS: Final = {
    "created": "green",
    "updated": "green",
    "unchanged": "",
    "adopted": "green",
    "overwritten": "green",
    "moved": "green",
    "refused": "red",
    "failed": "red",
    "not done": "red",
    "not known": "red",
}


def import_text(
    plan: Plan, outcomes: Mapping[str, Outcome], missing: str, paint: Paint
) -> Iterator[str]:
    """The lines of an import; boards without an outcome are *missing*."""
    results = {
        step.wanted.uid: outcomes[step.wanted.uid].result
        if step.wanted.uid in outcomes
        else missing
        for step in plan.steps
    }
    yield from head(plan)
    yield ""
    rows = [(results[s.wanted.uid], f"{plan.url}/d/{s.wanted.uid}") for s in plan.steps]
    yield from _table(rows, paint)
    for step in plan.steps:
        outcome = outcomes.get(step.wanted.uid)
        if outcome and outcome.message:
            yield ""
            yield from _why(f"{step.wanted.slug}: {outcome.message}", outcome.hint)
    yield from _backups(one.backup for one in outcomes.values())
    yield from tail(plan)
    yield ""
    yield counted(Counter(results.values()), {one: one for one in _RESULTS})


def prune_text(
    url: str, gone: Sequence[Gone], removals: Mapping[str, Removal] | None, paint: Paint
) -> Iterator[str]:
    """The lines of a prune; of a listing without *removals*."""
    results = [(_removal(one, removals), f"{url}/d/{one.summary.uid}") for one in gone]
    if not gone:
        yield "nothing to remove"
        return
    yield from _table(results, paint)
    for one in gone:
        removal = (removals or {}).get(one.summary.uid)
        message = (removal.message if removal else "") or one.kept
        if message:
            yield ""
            yield from _why(f"{one.summary.uid}: {message}", removal.hint if removal else "")
    yield from _backups(one.backup for one in (removals or {}).values())
    if removals is None and any(not one.kept for one in gone):
        yield ""
        yield "--yes removes them; each is saved first"


def _removal(gone: Gone, removals: Mapping[str, Removal] | None) -> str:
    if gone.kept:
        return "kept"
    if removals is None:
        return "to remove"
    removal = removals.get(gone.summary.uid)
    if removal is None:
        return "not done"
    return "failed" if removal.message else "removed"


def _table(rows: Sequence[tuple[str, str]], paint: Paint) -> Iterator[str]:
    width = max(len("result"), *(len(result) for result, _ in rows))
    yield f"{'result'.ljust(width)}  board"
    for result, link in rows:
        yield f"{paint(result.ljust(width), _RESULTS.get(result, ''))}  {link}"


def _why(message: str, hint: str) -> Iterator[str]:
    yield from wrapped(printable(message), "", "  ")
    if hint:
        yield from wrapped(printable(f"hint: {hint}"), "  ", "  ")


def _backups(paths: Iterable[str]) -> Iterator[str]:
    saved = sorted({path for path in paths if path})
    if saved:
        yield ""
        yield "saved before:"
        yield from (f"  {printable(path)}" for path in saved)
