"""A plan of rule groups, and what came of it, for people: one table, then what needs words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from archestra_ops.cli.planned_text import Paint, counted
from archestra_ops.cli.rules_report import MISSING, Told, result
from archestra_ops.output.lines import printable, wrapped

if TYPE_CHECKING:
    from archestra_ops.prometheus.ruler import Outcome, Plan, Step
    from archestra_ops.prometheus.ruler.changes import Change

_COLORS: Final = {
    "create": "green",
    "update": "yellow",
    "remove": "red",
    "created": "green",
    "updated": "green",
    "removed": "green",
    "failed": "red",
    "kept": "red",
    MISSING: "red",
}
_VERBS: Final = {
    "create": "to create",
    "update": "to update",
    "remove": "to remove",
    "unchanged": "unchanged",
}
_RESULTS: Final = ("created", "updated", "removed", "unchanged", "failed", "kept", MISSING)
_MOST = 40  # changes of a group that are told one by one
_SIGNS: Final = {"added": ("+", "green"), "removed": ("-", "red"), "changed": ("~", "yellow")}


def plan_text(told: Told, plan: Plan, paint: Paint) -> Iterator[str]:
    """The lines of *plan*."""
    yield from _head(told)
    yield from _table("verb", [(step, step.verb) for step in plan.steps], paint)
    for step in plan.steps:
        if step.changes:
            yield ""
            yield step.name
            yield from _changes(step.changes, paint)
    yield from _tail(plan)
    yield counted(Counter(step.verb for step in plan.steps), _VERBS)


def import_text(
    told: Told, plan: Plan, outcomes: Mapping[str, Outcome], paint: Paint
) -> Iterator[str]:
    """The lines of an import; groups without an outcome are `not done`."""
    results = [(step, result(step, outcomes)) for step in plan.steps]
    yield from _head(told)
    yield from _table("result", results, paint)
    for name, outcome in outcomes.items():
        if outcome.message:
            yield ""
            yield from wrapped(printable(f"{name}: {outcome.message}"), "", "  ")
        if outcome.hint:
            yield from wrapped(printable(f"hint: {outcome.hint}"), "  ", "  ")
    if told.backups:
        yield ""
        yield "saved before:"
        yield from (f"  {printable(path)}" for path in sorted(told.backups.values()))
    yield from _tail(plan)
    yield counted(Counter(word for _, word in results), {word: word for word in _RESULTS})


def _head(told: Told) -> Iterator[str]:
    width = max(map(len, told.where))
    for name, value in told.where.items():
        yield f"{name.ljust(width)}  {printable(value)}"
    yield ""


def _table(head: str, rows: Sequence[tuple[Step, str]], paint: Paint) -> Iterator[str]:
    first = max(len("group"), *(len(step.name) for step, _ in rows), 0)
    second = max(len(head), *(len(word) for _, word in rows), 0)
    yield f"{'group'.ljust(first)}  {head.ljust(second)}  rules"
    for step, word in rows:
        name = printable(step.name).ljust(first)
        yield f"{name}  {paint(word.ljust(second), _COLORS.get(word, ''))}  {step.rules:5}"


def _changes(changes: Sequence[Change], paint: Paint) -> Iterator[str]:
    counts = Counter(changes)
    for change in list(counts)[:_MOST]:
        sign, color = _SIGNS[change.kind]
        told = ": ".join(text for text in (change.rule, change.what) if text)
        told += f" ({counts[change]} times)" if counts[change] > 1 else ""
        first, *rest = wrapped(printable(told), "    ", "    ")
        yield f"  {paint(sign, color)} {first.removeprefix('    ')}"
        yield from rest
    if (more := len(counts) - _MOST) > 0:
        yield f"  … and {more} more; -o json tells everything"


def _tail(plan: Plan) -> Iterator[str]:
    if plan.others:
        yield ""
        yield from wrapped(printable(f"left alone, not ours: {', '.join(plan.others)}"), "", "  ")
    yield ""
