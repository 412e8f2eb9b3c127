"""How long Python may take to hold a regular expression against a text.

Prometheus' RE2 takes as long as the text is; Python tries every way in which an expression may fit,
and of `(a+)+b` there are more than anybody can wait for.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
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


def takes_too_long(pattern: re.Pattern[str], text: str) -> bool:
    """Whether *pattern* might be tried on *text* in more ways than one can wait for."""
    shape = _shape(pattern.pattern)
    if shape is None:
        return True
    return shape.choices * math.comb(len(text) + shape.repeats, shape.repeats) > _MOST


@dataclass(frozen=True)
class _Shape:
    """How often something is repeated as often as it fits; the product of all other choices."""

    repeats: int
    choices: int


@dataclass
class _Group:
    """A group that is being read: its alternatives, and whether it may fit in several ways."""

    alternatives: int = 1
    varies: bool = False


@cache
def _shape(text: str) -> _Shape | None:
    """The shape of the expression *text*; None where a repetition is itself repeated."""
    groups, repeats, choices = [_Group()], 0, 1
    before, is_varying = "", False  # the part before, and whether that may fit in several ways
    for part in _PART.findall(text):
        if part[0] == "(":
            groups.append(_Group())
        elif part == ")" and len(groups) > 1:
            closed = groups.pop()
            choices *= closed.alternatives
            is_varying = closed.varies
            groups[-1].varies |= is_varying
        elif part == "|":
            groups[-1].alternatives += 1
            groups[-1].varies = True
        elif _quantifies(part) and not _quantifies(before):  # `+?` is `+`, only in another order
            if is_varying and part not in _ONCE:
                return None
            groups[-1].varies |= _varies(part)
            repeats += _varies(part) and part not in _ONCE
            choices *= 2 if part in _ONCE else 1
        else:
            is_varying = False
        before = part
    return _Shape(repeats, choices * groups[0].alternatives)


def _quantifies(part: str) -> bool:
    return part in {"*", "+", "?"} or (len(part) > 1 and part[0] == "{")


def _varies(part: str) -> bool:
    """Whether the quantifier *part* leaves open how often."""
    return part[0] != "{" or "," in part
