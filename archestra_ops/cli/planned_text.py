"""A plan, and what came of it, for people: 80 columns, one table, then what needs words."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from archestra_ops.output.lines import WIDTH, printable, wrapped

if TYPE_CHECKING:
    from archestra_ops.grafana.sync.diff.change import Change, Detail
    from archestra_ops.grafana.sync.plan import Plan
    from archestra_ops.grafana.sync.step import Step

Paint = Callable[[str, str], str]
"""Gives a text a colour, where there is colour."""

_COLORS: Final = {
    "create": "green",
    "update": "yellow",
    "adopt": "yellow",
    "move": "yellow",
    "conflict": "red",
    "unknown": "red",
}
_SIGNS: Final = {
    "added": ("+", "green"),
    "removed": ("-", "red"),
    "changed": ("~", "yellow"),
    "moved": ("~", "yellow"),
    "retitled": ("~", "yellow"),
    "replaced": ("~", "yellow"),
}
_VERBS: Final = {
    "create": "to create",
    "update": "to update",
    "adopt": "to adopt",
    "move": "to move",
    "conflict": "in conflict",
    "unchanged": "unchanged",
    "unknown": "not known",
}
_MOST = 40  # changes of a board that are told one by one
_INDENT = " " * 4
_SHORT = 40  # characters of a fact that stands on one line with the one before it


def head(plan: Plan) -> Iterator[str]:
    """Which Grafana, and which folder."""
    path = " / ".join(plan.folder.path)
    yield f"Grafana  {plan.url}"
    yield f"Folder   {printable(path)}{' (new)' if plan.folder.missing else ''}"


def plan_text(plan: Plan, diff: str, paint: Paint) -> Iterator[str]:
    """The lines of *plan*; *diff* says how much is told of a change: `none`, `short`, `full`."""
    yield from head(plan)
    yield ""
    yield from _table(plan, paint)
    for step in plan.steps:
        told = [*_refusal(step), *_told(step, diff, paint)]
        if told:
            yield ""
            yield step.wanted.slug
            yield from told
    yield from tail(plan)
    yield ""
    yield counted(Counter(step.verb for step in plan.steps), _VERBS)


def tail(plan: Plan) -> Iterator[str]:
    """What else there is to say."""
    if plan.others:
        uids = ", ".join(one.uid for one in plan.others)
        yield ""
        yield from wrapped(printable(f"left alone, the platform's own: {uids}"), "", "  ")
    if plan.notes:
        yield ""
    for note in plan.notes:
        yield from wrapped(printable(f"note: {note}"), "", "  ")


def counted(counts: Counter[str], words: dict[str, str]) -> str:
    """How many there are of what, `2 to create, 3 unchanged`."""
    return ", ".join(f"{counts[word]} {text}" for word, text in words.items() if counts[word])


def _table(plan: Plan, paint: Paint) -> Iterator[str]:
    rows = [("board", "verb", "what"), *((s.wanted.slug, s.verb, what(s)) for s in plan.steps)]
    first = max(len(slug) for slug, _, _ in rows)
    second = max(len(verb) for _, verb, _ in rows)
    indent = " " * (first + second + 4)
    for slug, verb, text in rows:
        lines = textwrap.wrap(printable(text), WIDTH - len(indent)) or [""]
        color = paint(verb.ljust(second), _COLORS.get(verb, ""))
        yield f"{slug.ljust(first)}  {color}  {lines[0]}".rstrip()
        yield from (f"{indent}{line}" for line in lines[1:])


def what(step: Step) -> str:
    """What a step comes to, in a few words."""
    if step.verb == "create":
        panels = step.wanted.dashboard["panels"]
        inside = [panel for row in panels for panel in (row, *row.get("panels", ()))]
        rows = sum(panel["type"] == "row" for panel in inside)
        return f"{len(inside) - rows} panels in {rows} rows"
    if step.stored is not None and step.stored.provisioned:
        return "provisioned by something else"
    told = [_sum(step.changes)] if step.changes else []
    if not told and step.verb in {"update", "adopt", "conflict"}:
        told = ["nothing that anybody would see"]
    if step.place is not None:
        told.append(f"now in folder '{step.place}'" if step.place else "now in no folder")
    return "; ".join(told)


def _sum(changes: Sequence[Change]) -> str:
    """`2 panels added, 1 row moved, 3 panels changed`."""
    counts = Counter((one.subject, one.kind) for one in changes)
    parts = []
    for (subject, kind), count in counts.items():
        if subject in {"board", "the dashboard"}:
            parts.append(f"the board itself {kind}")
        else:
            parts.append(f"{count} {subject}{'s' if count > 1 else ''} {kind}")
    return ", ".join(parts)


def _refusal(step: Step) -> Iterator[str]:
    if step.refused:
        yield from wrapped(printable(f"left alone: {step.refused}"), "  ", "  ")
    if step.refused and step.hint:
        yield from wrapped(printable(f"hint: {step.hint}"), "  ", "  ")


def _told(step: Step, diff: str, paint: Paint) -> Iterator[str]:
    """What an import changes of the board, or would change of one that it leaves alone."""
    lines: list[str] = []
    if diff == "full":
        lines += _unified(step, paint)
    elif diff == "short":
        lines += _changes(step.changes[:_MOST], paint)
        if (more := len(step.changes) - _MOST) > 0:
            lines.append(f"  … and {more} more; --diff full tells everything")
    if lines and step.refused:
        yield "  to replace it would change:"
    yield from lines


def _changes(changes: Iterable[Change], paint: Paint) -> Iterator[str]:
    for one in changes:
        sign, color = _SIGNS[one.kind]
        verb = "" if one.kind in {"added", "removed", "changed"} else f" {one.kind}"
        name = f" {one.name}" if one.name else ""
        first, *rest = wrapped(printable(f"{one.subject}{verb}{name}"), _INDENT, _INDENT)
        yield f"  {paint(sign, color)} {first.removeprefix(_INDENT)}"
        yield from rest
        for detail in one.details:
            yield from _detail(detail, paint)


def _detail(detail: Detail, paint: Paint) -> Iterator[str]:
    before, after = printable(detail.before), printable(detail.after)
    name, indent = printable(detail.what), " " * 6
    line = f"{indent}{name}: {before or 'nothing'} → {after or 'nothing'}"
    if len(line) <= WIDTH and max(len(before), len(after)) <= _SHORT:
        yield line
        return
    yield from wrapped(name, indent, indent)
    for sign, color, text in (("-", "red", before), ("+", "green", after)):
        for number, line in enumerate(_broken(text, WIDTH - 10)):
            yield f"        {paint(' ' if number else sign, color)} {line}"


def _broken(text: str, width: int) -> Iterator[str]:
    """*text* in lines, broken where an expression or JSON can be: it may have hardly any blanks."""
    line = ""
    for piece in re.findall(rf"[^,\s]{{1,{width - 1}}}[,\s]?|[,\s]", text):
        if len(line) + len(piece.rstrip()) > width:
            yield line.rstrip()
            line = ""
        line += piece
    if line:
        yield line.rstrip()


def _unified(step: Step, paint: Paint) -> Iterator[str]:
    from archestra_ops.grafana.sync.diff.document import unified

    if step.verb in {"unchanged", "move", "unknown"}:
        return
    before = step.stored.dashboard if step.stored else None
    for line in unified(before, step.wanted.dashboard).splitlines():
        color = {"+": "green", "-": "red"}.get(line[:1], "")
        yield paint(printable(line), color)
