"""A quotient, difference or comparison whose two sides are the same.

`x / x` is 1 and `x - x` is 0 wherever there is data: the numerator has lost the matcher that made
it a part, such as `status="success"`. In a quotient, constant factors and guards against no traffic
(`> 0`, `or vector(0)`, `clamp_min`) do not make a difference. `x unless x` and `x > x` leave
nothing, ever; `x == x` leaves everything, and `x != x` nothing, but for NaN.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from archestra_ops import promql
from archestra_ops.expressions.wrong import Wrong
from archestra_ops.findings import Severity
from archestra_ops.packs.catalogue import Catalogue
from archestra_ops.promql.tree import (
    Aggregation,
    Call,
    Negation,
    Node,
    Number,
    Operation,
    Subquery,
    Text,
    Vector,
)

_COMPARISONS = frozenset({"==", "!=", ">", "<", ">=", "<="})
# What is left of something that is compared with itself.
_NONE: Final = ("nothing, ever", Severity.ERROR)
_ALL: Final = ("everything that is a number", Severity.WARNING)
_LEFT: Final = {
    "unless": _NONE,
    ">": _NONE,
    "<": _NONE,
    "!=": ("nothing but what is no number", Severity.WARNING),
    **dict.fromkeys(("==", ">=", "<="), _ALL),
}
_AS_IT_IS: Final = "say with what else it is to be compared, or at which other time"
# The tree does not say at which other time a selector looks.
OTHER_TIMES = re.compile(r"@|\boffset\b", re.IGNORECASE)


def find(expr: str, catalogue: Catalogue) -> Iterator[Wrong]:
    """The operators in *expr* between something and itself."""
    del catalogue  # this needs no knowledge of metrics
    if OTHER_TIMES.search(expr):
        return
    for node in promql.nodes(expr):
        if not isinstance(node, Operation):
            continue
        if _is_with_itself(node):
            yield Wrong(
                f"both sides of '{node.op}' are the same, so that it is one number, always",
                "what makes the left side a part of the right one is missing",
            )
        elif node.op in _LEFT and not node.returns_bool and same(*node.children):
            left, severity = _LEFT[node.op]
            yield Wrong(
                f"both sides of '{node.op}' are the same, which leaves {left}", _AS_IT_IS, severity
            )


def _is_with_itself(node: Operation) -> bool:
    left, right = node.children
    if node.op == "/":
        return same(bare(left), bare(right))
    return node.op == "-" and same(left, right)


def same(left: Node, right: Node) -> bool:
    """Whether both read the same, at whatever times their selectors look."""
    pairs = [(left, right)]
    while pairs:
        one, other = pairs.pop()
        if own(one) != own(other) or len(one.children) != len(other.children):
            return False
        pairs.extend(zip(one.children, other.children, strict=True))
    return True


def bare(node: Node) -> Node:
    """*node* without constant factors and guards."""
    while True:
        match node:
            case Call(name="clamp_min", children=(inner, *_)):
                node = inner
            case Operation(children=(inner, guard)) if _is_constant(guard) and _guards(node):
                node = inner
            case Operation(op="*", children=(factor, inner)) if _is_constant(factor):
                node = inner
            case _:
                return node


def _guards(node: Operation) -> bool:
    return node.op in ("*", "/", "or") or (node.op in _COMPARISONS and not node.returns_bool)


def _is_constant(node: Node) -> bool:
    if isinstance(node, Call) and node.name == "vector":
        node = node.children[0]
    return isinstance(node, Number)


def own(node: Node) -> object:
    """What makes *node* what it is, beside its children; equal to nothing where that is unknown."""
    found: object
    match node:
        case Vector(name=str()):
            found = (node.name, frozenset(node.matchers), node.window)
        case Call():
            found = (Call, node.name)
        case Aggregation():
            found = (Aggregation, node.name, node.grouping)
        case Operation():
            found = (node.op, node.matching, node.many, node.include, node.returns_bool)
        case Subquery():
            found = (Subquery, node.window)
        case Text():
            found = (Text, node.value)
        case Negation():
            found = Negation
        case _:
            found = object()
    return found
