"""How long Python may take to hold a regular expression against a text.

Prometheus' RE2 takes as long as the text is; Python tries every way in which an expression may fit,
and of `(a+)+b` there are more than anybody can wait for.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import Final

_MOST: Final = 1_000_000  # ways that are tried in less than a tenth of a second
_PART: Final = re.compile(
    r"""\\.
    | \[ \^? \]? (?: \\. | [^\]\\] )* \]            # a class
    | \( (?: \? (?: P?<\w+> | [a-zA-Z-]* :? ) )?    # a group begins
    | \{ \d+ (?: ,\d* )? \}
    | .""",
    re.DOTALL | re.VERBOSE,
)
_ONCE: Final = frozenset({"?", "{0,1}"})

_Ways = Counter[int]  # how many ways there are, by how often each repeats something freely
_ONE: Final[_Ways] = Counter({0: 1})
_REPEATED: Final[_Ways] = Counter({1: 1})


def takes_too_long(pattern: re.Pattern[str], text: str) -> bool:
    """Whether *pattern* might be tried on *text* in more ways than one can wait for."""
    ways = _ways(pattern.pattern)
    if ways is None:
        return True
    return sum(math.comb(len(text) + repeats, repeats) * ways[repeats] for repeats in ways) > _MOST


@dataclass
class _Group:
    """A group that is being read: alternatives are tried one after another, so their ways add up.

    Those of the parts of one alternative multiply.
    """

    finished: _Ways = field(default_factory=Counter)  # of the alternatives before this one
    sequence: _Ways = field(default_factory=_ONE.copy)  # of this alternative, without its last part
    last: _Ways = field(default_factory=_ONE.copy)

    def append(self, part: _Ways) -> None:
        self.sequence = _both(self.sequence, self.last)
        self.last = part

    def begin_alternative(self) -> None:
        self.finished, self.sequence, self.last = self.ways(), _ONE, _ONE

    def ways(self) -> _Ways:
        return self.finished + _both(self.sequence, self.last)


@cache
def _ways(text: str) -> _Ways | None:
    """The ways of the expression *text*; None where a repetition is itself repeated."""
    groups, before = [_Group()], ""
    for part in _PART.findall(text):
        if part[0] == "(":
            groups.append(_Group())
        elif part == ")" and len(groups) > 1:
            closed = groups.pop()
            groups[-1].append(closed.ways())
        elif part == "|":
            groups[-1].begin_alternative()
        elif _quantifies(part) and not _quantifies(before):  # `+?` is `+`, only in another order
            repeated = _quantified(groups[-1].last, part)
            if repeated is None:
                return None
            groups[-1].last = repeated
        else:
            groups[-1].append(_ONE)
        before = part
    return groups[0].ways() if len(groups) == 1 else None  # not to overlook what was not closed


def _both(left: _Ways, right: _Ways) -> _Ways:
    """The ways of one thing after another."""
    if right == _ONE:
        return left
    product: _Ways = Counter()
    for (first, many), (second, more) in itertools.product(left.items(), right.items()):
        product[first + second] += many * more
    return product


def _quantified(ways: _Ways, quantifier: str) -> _Ways | None:
    """The ways of what has *ways*, with *quantifier*; None if it repeats what varies."""
    if quantifier in _ONCE:
        return ways + _ONE
    if ways != _ONE:
        return None
    return _REPEATED if _varies(quantifier) else _ONE


def _quantifies(part: str) -> bool:
    return part in {"*", "+", "?"} or (len(part) > 1 and part[0] == "{")


def _varies(part: str) -> bool:
    """Whether the quantifier *part* leaves open how often."""
    return part[0] != "{" or "," in part
