"""What shows that an alert is silent because all is well, and not because it sees nothing.

An expression says nothing where its comparison fails, and where its metrics do not exist. Of the
expression without its comparisons only the second is true.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from archestra_ops import promql
from archestra_ops.promql.functions import ABSENCE
from archestra_ops.promql.tokens import Token, tokens

_COMPARISONS: Final = frozenset({"==", "!=", ">", "<", ">=", "<="})
_ARITHMETIC: Final = frozenset({"+", "-", "*", "/", "%", "^", "atan2"})
_SETS: Final = frozenset({"and", "unless"})
_FILTERS: Final = _COMPARISONS | _SETS | {"or"}
_MODIFIERS: Final = frozenset({"on", "ignoring", "group_left", "group_right"})
_OPENING: Final = frozenset("({")
_CLOSING: Final = frozenset(")}")


def inputs(expr: str) -> str:
    """PromQL that gives a sample while what *expr* looks at is there, be it well or not.

    Of `a > x and b < y`, both `a` and `b`; of `a unless b`, `a`; of `a or b`, one of them; of
    `absent(a)`, `a`. What is aggregated or calculated from such is looked into. Raises PromQLError.
    """
    return _present(expr.strip())


def _present(expr: str) -> str:
    expr = _bare(expr)
    alternatives = _split(expr, frozenset({"or"}))
    if len(alternatives) > 1:
        return " or ".join(f"({_present(one)})" for _, one in alternatives)
    for operators in (_SETS, _COMPARISONS):
        parts = _split(expr, operators)
        if len(parts) > 1:
            needed = [part for operator, part in parts if operator != "unless"]
            return _all(needed)
    return _operand(expr)


def _operand(expr: str) -> str:
    """The same for what is neither a comparison nor a set operation at its top."""
    found = tokens(expr)
    name = found[0].text.lower()
    called = _arguments(expr, found)
    if name in ABSENCE and called:
        return _selected(called[0])
    if not any(token.text.lower() in _FILTERS for token in _outside_braces(found)):
        return f"count({expr})"
    if called:
        inner = [argument for argument in called if promql.selectors(argument)]
        return _all(inner)
    parts = _split(expr, _ARITHMETIC)
    return _all([part for _, part in parts]) if len(parts) > 1 else _selected(expr)


def _all(parts: Sequence[str]) -> str:
    """All of the *parts* that look at series; what looks at none is always there."""
    looking = [_present(part) for part in parts if promql.selectors(part)]
    return " and ".join(f"({one})" for one in looking) or "vector(1)"


def _selected(expr: str) -> str:
    """Every selector of *expr*, over its window where it has one."""
    found = []
    for selector in promql.selectors(expr):
        text = expr[selector.start : selector.end]
        window = f"[{selector.window}]" if selector.window else ""
        found.append(f"count(last_over_time({text}{window}))" if window else f"count({text})")
    return " and ".join(found)


def _bare(expr: str) -> str:
    """*expr* without parentheses round all of it."""
    found = tokens(expr)
    while found[0].text == "(" and _closing(found, 0) == len(found) - 2:
        expr = expr[found[0].end : found[-2].start].strip()
        found = tokens(expr)
    return expr


def _split(expr: str, operators: frozenset[str]) -> list[tuple[str, str]]:
    """*expr* at its outermost *operators*: each operand, with the operator before it."""
    found = tokens(expr)
    parts: list[tuple[str, str]] = []
    operator, start = "", 0
    for at, token in _outermost(found):
        if token.text.lower() in operators and at > 0 and not _is_sign(found[at - 1]):
            parts.append((operator, expr[start : token.start].strip()))
            operator, start = token.text.lower(), found[_after_modifiers(found, at + 1)].start
    return [*parts, (operator, expr[start:].strip())]


def _is_sign(before: Token) -> bool:
    """Whether an operator after *before* is a number's sign."""
    return before.text in _ARITHMETIC | _COMPARISONS


def _after_modifiers(found: Sequence[Token], at: int) -> int:
    """Where the operand begins: behind `bool`, `on (…)` and `group_left (…)`."""
    while found[at].text.lower() in _MODIFIERS | {"bool"}:
        at += 1
        if found[at].text == "(" and found[at - 1].text.lower() in _MODIFIERS:
            at = _closing(found, at) + 1
    return at


def _arguments(expr: str, found: Sequence[Token]) -> list[str]:
    """The arguments where all of *expr* is one call or aggregation, else nothing."""
    at = 1
    if found[0].kind != "name":
        return []
    if found[1].text.lower() in ("by", "without"):
        at = _closing(found, 2) + 1
    if found[at].text != "(":
        return []
    close = _closing(found, at)
    rest = [token.text.lower() for token in found[close + 1 : -1]]
    if rest and not (rest[0] in ("by", "without") and _closing(found, close + 2) == len(found) - 2):
        return []
    edges = [found[at].end]
    inner = found[at + 1 : close]
    edges += [token.start for _, token in _outermost(inner) if token.text == ","]
    edges.append(found[close].start)
    return [expr[a:b].strip(", \n\t") for a, b in pairwise(edges)]


def _outermost(found: Sequence[Token]) -> Iterator[tuple[int, Token]]:
    """The tokens that stand in no brackets, each with its place."""
    depth = 0
    for at, token in enumerate(found):
        depth -= token.text in _CLOSING
        if depth == 0:
            yield at, token
        depth += token.text in _OPENING


def _outside_braces(found: Sequence[Token]) -> Iterator[Token]:
    within = False
    for token in found:
        within = token.text == "{" or (within and token.text != "}")
        if not within and token.kind in ("name", "operator"):
            yield token


def _closing(found: Sequence[Token], opening: int) -> int:
    """The place of the bracket that closes the one at *opening*."""
    depth, at = 1, opening
    while depth:
        at += 1
        depth += (found[at].text in _OPENING) - (found[at].text in _CLOSING)
    return at
