"""Comments that switch rules off: `# ops: ignore no-for because it is an event`.

At the end of a line of a rule, above it or within it, one holds for that rule; beside or above the
name of a group for the group; above all groups for the file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from archestra_ops.prometheus.rule_lint.rulefile import RuleFile

_COMMENT: Final = re.compile(r"#[ \t]*ops:[ \t]*ignore\b([^\n]*)")
_OWN_LINE: Final = re.compile(r"\s*(?:#.*)?")
_REASON: Final = re.compile(r"\bbecause\b:?(.*)")
_END: Final = 1 << 60
_Range = tuple[int, int]
_FILE: Final = (1, _END)


@dataclass(slots=True)
class Ignore:
    """One comment: which rules it names, why, and for which lines it holds.

    `met` are the rules that would have found something there.
    """

    line: int
    rules: tuple[str, ...]
    reason: str
    first: int
    last: int
    met: set[str] = field(default_factory=set)

    def silences(self, rule: str) -> bool:
        """Whether what *rule* finds here is not to be told; without a reason it is."""
        if rule not in self.rules:
            return False
        self.met.add(rule)
        return bool(self.reason)


class Comments:
    """The comments of one file."""

    def __init__(self, file: RuleFile) -> None:
        self._places = _Places(file)
        self.ignores = tuple(_ignores(file.text, self._places)) if "ops:" in file.text else ()
        self._by_place: dict[_Range, list[Ignore]] = {}
        for ignore in self.ignores:
            self._by_place.setdefault((ignore.first, ignore.last), []).append(ignore)

    def silence(self, rule: str, lines: Iterable[int]) -> bool:
        """Whether what *rule* finds in one of *lines* is not to be told.

        Every comment that is about it is asked, and remembers that it met something.
        """
        if not self.ignores:
            return False
        places = {place for line in lines for place in self._places.of(line)}
        about = [one for place in places for one in self._by_place.get(place, ())]
        return sum(one.silences(rule) for one in about) > 0


def _ignores(text: str, places: _Places) -> Iterator[Ignore]:
    lines = text.split("\n")
    return (_read(said, number, lines, places) for number, said in _found(lines))


def _found(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(lines, 1):
        match = _COMMENT.search(line) if "ops:" in line else None
        if match is not None:
            yield number, match[1]


def _read(text: str, number: int, lines: Sequence[str], places: _Places) -> Ignore:
    because = _REASON.search(text)
    named = text[: because.start()] if because is not None else text
    rules = tuple(filter(None, re.split(r"[\s,]+", named)))
    reason = because[1].strip() if because is not None else ""
    meant = number
    if lines[number - 1].lstrip().startswith("#"):
        # On a line of its own it is about what follows, if something begins there.
        while meant < len(lines) and _OWN_LINE.fullmatch(lines[meant - 1]):
            meant += 1
    first, last = places.around(number, meant)
    return Ignore(number, rules, reason, first, last)


class _Places:
    """Which lines belong to which rule and which group."""

    def __init__(self, file: RuleFile) -> None:
        entries = {entry.table.line for entry in file.entries}
        groups = {group.table.line for one in file.namespaces for group in one.groups}
        self._levels = (_Ranges(entries, entries | groups), _Ranges(groups, groups))

    def of(self, line: int) -> Iterator[_Range]:
        """The rule, the group and the file that *line* is in."""
        for level in self._levels:
            yield from level.at(line)
        yield _FILE

    def around(self, line: int, meant: int) -> _Range:
        """The lines for which a comment in *line* holds that stands above the line *meant*."""
        for level in self._levels:
            for place in level.at(meant):
                if place[0] == meant:
                    return place
        return next(self.of(line))


class _Ranges:
    """The lines from each of *starts* to just before the next of *ends*."""

    def __init__(self, starts: Collection[int], ends: Collection[int]) -> None:
        following = dict(pairwise([*sorted(ends), _END]))
        self._starts = sorted(starts)
        self._lasts = [following[line] - 1 for line in self._starts]

    def at(self, line: int) -> Iterator[_Range]:
        """The one that *line* is in, if there is one."""
        number = bisect_right(self._starts, line) - 1
        if number >= 0 and line <= self._lasts[number]:
            yield self._starts[number], self._lasts[number]
