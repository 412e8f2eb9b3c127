"""PromQL's grammar: an expression read into a tree that keeps the places of its selectors.

promql-parser decides what is valid; but its nodes do not say where they stand, and it knows
neither Grafana's variables nor our placeholders. This reads all that it accepts, and more.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from archestra_ops.promql.durations import seconds
from archestra_ops.promql.functions import AGGREGATIONS
from archestra_ops.promql.reader import Reader
from archestra_ops.promql.selector_grammar import modifiers, vector
from archestra_ops.promql.strings import decoded
from archestra_ops.promql.tokens import Token, signal_name
from archestra_ops.promql.tree import (
    Aggregation,
    Call,
    Labels,
    Negation,
    Node,
    Number,
    Operation,
    Signal,
    Subquery,
    Text,
    Variable,
    walk,
)

_STRENGTH: Final = {
    "or": 1,
    "and": 2,
    "unless": 2,
    **dict.fromkeys(("==", "!=", ">", "<", ">=", "<="), 3),
    **dict.fromkeys(("+", "-"), 4),
    **dict.fromkeys(("*", "/", "%", "atan2"), 5),
    "^": 6,
}
_GROUPING: Final = {"by": True, "without": False}
_MATCHING: Final = {"on": True, "ignoring": False}
_MANY: Final = {"group_left": 0, "group_right": 1}
_FILLS: Final = frozenset({"fill", "fill_left", "fill_right"})
_OPERAND: Final = "a metric, a function or a number"


@lru_cache(maxsize=1024)
def tree(expr: str) -> Node:
    """Read *expr*, which may hold Grafana variables and placeholders for signals.

    Raises PromQLError that says what stands where something else should. The last 1024 trees
    are kept: several questions are asked of each expression.
    """
    reader = Reader(expr)
    node = _expression(reader, 1)
    if reader.now.kind != "end":
        reader.fail("an operator or the end")
    return node


@lru_cache(maxsize=1024)
def nodes(expr: str) -> tuple[Node, ...]:
    """Every node of *expr*, as `walk` gives them; kept as trees are. Raises PromQLError."""
    return tuple(walk(tree(expr)))


def _expression(reader: Reader, weakest: int) -> Node:
    reader.descend()
    left = _operand(reader)
    while (strength := _STRENGTH.get(reader.now.text.lower(), 0)) >= weakest:
        reader.count_operator()
        left = _operation(reader, left, strength)
    reader.ascend()
    return left


def _operation(reader: Reader, left: Node, strength: int) -> Operation:
    op = reader.take().text.lower()
    returns_bool = reader.skip("bool")
    matching = _labels_after(reader, _MATCHING)
    many = _MANY.get(reader.now.text.lower())
    include: tuple[str, ...] = ()
    if many is not None:
        reader.take()
        include = _labels(reader) if reader.now.text == "(" else ()
    filled = _fills(reader)
    # Only ^ groups from the right.
    right = _expression(reader, strength if op == "^" else strength + 1)
    return Operation(op, (left, right), matching, many, include, filled, returns_bool)


def _fills(reader: Reader) -> bool:
    filled = False
    while reader.now.text.lower() in _FILLS and reader.following.text == "(":
        reader.take()
        _arguments(reader)
        filled = True
    return filled


def _operand(reader: Reader) -> Node:
    if reader.now.text in ("-", "+"):
        sign = reader.take().text
        inner = _expression(reader, _STRENGTH["^"])
        return Negation((inner,)) if sign == "-" else inner
    node = _primary(reader)
    modifiers(reader)
    while reader.now.kind == "range":
        reader.count_operator()
        node = Subquery((node,), reader.take().text[1:-1].strip())
        modifiers(reader)
    return node


def _primary(reader: Reader) -> Node:
    token = reader.now
    if token.text == "{":
        return vector(reader, None)
    if token.text == "(":
        reader.take()
        node = _expression(reader, 1)
        reader.expect(")")
        return node
    reader.expect_kind(("name", "number", "string", "variable", "signal"), _OPERAND)
    if token.kind == "name":
        return _named(reader, token)
    return _leaf(reader, token)


def _leaf(reader: Reader, token: Token) -> Node:
    if token.kind == "number":
        return Number(_value(token.text))
    if token.kind == "string":
        return Text(decoded(token.text))
    if token.kind == "signal":
        return Signal(signal_name(token))
    # Only a metric has a window or matchers.
    is_metric = reader.now.kind == "range" or reader.now.text == "{"
    return vector(reader, token) if is_metric else Variable()


def _value(text: str) -> float | None:
    plain = text.lower().replace("_", "")
    try:
        return float(int(plain, 16)) if plain.startswith("0x") else float(plain)
    except (ValueError, OverflowError):
        return seconds(plain)


def _named(reader: Reader, token: Token) -> Node:
    word, follows = token.text.lower(), reader.now.text.lower()
    if word in AGGREGATIONS and (follows == "(" or follows in _GROUPING):
        return _aggregation(reader, word)
    if follows == "(":
        return Call(token.text, _arguments(reader))
    if word in ("inf", "nan"):
        return Number(float(word))
    return vector(reader, token)


def _aggregation(reader: Reader, name: str) -> Aggregation:
    grouping = _labels_after(reader, _GROUPING)
    children = _arguments(reader)
    if not children:
        reader.fail("something to aggregate")
    return Aggregation(name, children, grouping or _labels_after(reader, _GROUPING))


def _arguments(reader: Reader) -> tuple[Node, ...]:
    reader.expect("(")
    found: list[Node] = []
    while reader.now.text != ")":
        found.append(_expression(reader, 1))
        if not reader.skip(","):
            break
    reader.expect(")")
    return tuple(found)


def _labels_after(reader: Reader, words: dict[str, bool]) -> Labels | None:
    keep = words.get(reader.now.text.lower())
    if keep is None:
        return None
    reader.take()
    return Labels(keep, _labels(reader))


def _labels(reader: Reader) -> tuple[str, ...]:
    reader.expect("(")
    found: list[str] = []
    while reader.now.text != ")":
        token = reader.expect_kind(("name", "string", "variable"), "a label's name")
        found.append(decoded(token.text) if token.kind == "string" else token.text)
        if not reader.skip(","):
            break
    reader.expect(")")
    return tuple(found)
