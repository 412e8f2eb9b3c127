"""What became of the panels: by their numbers, which stay when a title or a place changes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from archestra_ops.grafana.appearance import Json
from archestra_ops.grafana.sync.diff.change import Change, Facts, Kind, details, objects, shown
from archestra_ops.grafana.sync.diff.facts import panel_facts, row_facts


@dataclass(frozen=True, kw_only=True)
class _Part:
    """A panel or a row's heading; `row` is what it stands under."""

    key: str
    subject: str
    title: str
    row: str
    asked: tuple[str, ...]
    json: Json = field(repr=False)

    @property
    def name(self) -> str:
        return (
            f"'{self.title}'" if self.title else f"without a title ({shown(self.json.get('type'))})"
        )


def panel_changes(before: Json, after: Json) -> list[Change]:
    """Panels and rows that were added or removed, that changed, or stand elsewhere."""
    old, new = _parts(before), _parts(after)
    pairs = _paired(old, new)
    moved = _moved([one for one, _ in pairs], old)
    found = [_existence("removed", one) for one in old if not any(one is left for left, _ in pairs)]
    partners = {id(right): left for left, right in pairs}
    for one in new:
        if id(one) not in partners:
            found.append(_existence("added", one))
        else:
            found += _changed(partners[id(one)], one, elsewhere=id(partners[id(one)]) in moved)
    return found


def _parts(dashboard: Json) -> list[_Part]:
    """Rows and panels from the top to the bottom, those in collapsed rows too."""
    found, row = [], ""
    for one in objects(dashboard.get("panels")):
        if one.get("type") == "row":
            row = shown(one.get("title"))
            found.append(_part(one, "row", ""))
            found += [_part(inner, "panel", row) for inner in objects(one.get("panels"))]
        else:
            found.append(_part(one, "panel", row))
    return found


def _part(json: Json, subject: str, row: str) -> _Part:
    asked = (shown(t.get("expr") or t.get("query")) for t in objects(json.get("targets")))
    return _Part(
        key=f"{subject} {shown(json.get('id'))}",
        subject=subject,
        title=shown(json.get("title")).strip(),
        row=row,
        asked=tuple(asked),
        json=json,
    )


def _paired(old: Sequence[_Part], new: Sequence[_Part]) -> list[tuple[_Part, _Part]]:
    """Who is who, in the order of *new*: by number, else by title, else by what it asks."""
    found: dict[int, tuple[_Part, _Part]] = {}
    left = {id(one): one for one in old}
    ways = (
        lambda one: one.key,
        lambda one: (one.subject, one.title, one.row) if one.title else None,
        lambda one: (shown(one.json.get("type")), one.asked) if any(one.asked) else None,
    )
    for way in ways:
        known: dict[object, list[_Part]] = {}
        for one in left.values():
            known.setdefault(way(one), []).append(one)
        for place, one in enumerate(new):
            waiting = known.get(way(one)) if way(one) is not None else None
            if place not in found and waiting:
                partner = waiting.pop(0)
                found[place] = (partner, one)
                del left[id(partner)]
    return [found[place] for place in sorted(found)]


def _moved(partners: Sequence[_Part], old: Sequence[_Part]) -> set[int]:
    """Those that had to be lifted out to bring what stayed into its new order.

    Only what follows nothing that it stood before counts: a panel is not moved by others that come
    or go above it.
    """
    places = {id(one): place for place, one in enumerate(old)}
    order = [places[id(one)] for one in partners]
    kept = _longest_rise(order)
    return {id(one) for one, place in zip(partners, order, strict=True) if place not in kept}


def _longest_rise(order: Sequence[int]) -> set[int]:
    """The longest subsequence of *order*, distinct numbers, that rises."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for value in order:
        at = bisect_left(ends, value)
        before[value] = ends[at - 1] if at else None
        ends[at : at + 1] = [value]
    found: set[int] = set()
    value_ = ends[-1] if ends else None
    while value_ is not None:
        found.add(value_)
        value_ = before[value_]
    return found


def _existence(kind: Kind, part: _Part) -> Change:
    where = f", row '{part.row}'" if part.row else ""
    return Change(kind=kind, subject=part.subject, name=f"{part.name}{where}")


def _changed(old: _Part, new: _Part, *, elsewhere: bool) -> Iterator[Change]:
    before, after = _facts(old, new)
    name = new.name
    if old.title != new.title:
        yield Change(kind="retitled", subject=new.subject, name=f"{old.name} to {name}")
    if old.row != new.row:
        there = f"to row '{new.row}'" if new.row else "out of its row"
        yield Change(kind="moved", subject=new.subject, name=f"{name} {there}")
    elif elsewhere:
        within = f", within row '{new.row}'" if new.row else ""
        yield Change(kind="moved", subject=new.subject, name=f"{name}{within}")
    if found := details(before, after):
        yield Change(kind="changed", subject=new.subject, name=name, details=found)


def _facts(old: _Part, new: _Part) -> tuple[Facts, Facts]:
    if new.subject == "row":
        return row_facts(old.json), row_facts(new.json)
    return panel_facts(old.json, new.json)
