"""A denominator with a number added, so as not to divide by nothing.

`errors / (calls + 1)` never divides by 0, and is wrong all the time: with one call in the window
that failed it says 50 %, and the fewer the calls the smaller it gets. A comparison leaves the
quotient out where there was no traffic: `errors / (calls > 0)`. With a number added on both sides
the smoothing is meant.
https://prometheus.io/docs/prometheus/latest/querying/operators/#comparison-binary-operators
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops import promql
from archestra_ops.expressions.wrong import Wrong
from archestra_ops.packs.catalogue import Catalogue
from archestra_ops.promql.tree import Node, Number, Operation, Signal, Vector, walk


def find(expr: str, catalogue: Catalogue) -> Iterator[Wrong]:
    """The quotients in *expr* whose denominator is something measured plus a number."""
    del catalogue  # this needs no knowledge of metrics
    if "/" not in expr or "+" not in expr:
        return
    for node in promql.nodes(expr):
        if not isinstance(node, Operation) or node.op != "/":
            continue
        numerator, denominator = node.children
        if _is_padded(denominator) and not _is_padded(numerator):
            yield Wrong(
                "a number is added to the denominator, which makes the quotient too small",
                "leave out what had no traffic instead: … / (sum(rate(…)) > 0)",
            )


def _is_padded(node: Node) -> bool:
    match node:
        case Operation(op="+", children=(Number(), measured) | (measured, Number())):
            return any(isinstance(one, Vector | Signal) for one in walk(measured))
        case _:
            return False
