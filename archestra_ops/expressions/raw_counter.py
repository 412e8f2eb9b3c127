"""A counter read as it is: it only ever grows, falls to 0 at a restart, and says nothing."""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops import promql
from archestra_ops.expressions.same_sides import same
from archestra_ops.expressions.wrong import Wrong
from archestra_ops.packs.catalogue import Catalogue
from archestra_ops.packs.model import Metric
from archestra_ops.promql.tree import Aggregation, Call, Node, Number, Operation, Vector, walk

# What makes sense of a counter, or does not look at its value.
_FINE = frozenset(
    {
        "absent", "absent_over_time", "changes", "count", "count_over_time", "group", "increase",
        "irate", "present_over_time", "rate", "resets", "timestamp",
    }
)  # fmt: skip


def find(expr: str, catalogue: Catalogue) -> Iterator[Wrong]:
    """The counters, buckets, sums and counts of *expr* that no rate or increase is taken of."""
    for vector in _read(promql.tree(expr)):
        name = vector.name or ""
        found = catalogue.find(name)
        if found and counts(found[1], name):
            yield Wrong(f"counter '{name}' is read as it is", "take its rate() or increase()")


def counts(metric: Metric, sample: str) -> bool:
    """Whether the samples called *sample* only ever grow."""
    if metric.type == "counter":
        return True
    return metric.type in ("histogram", "summary") and sample != metric.name


def _read(root: Node) -> Iterator[Vector]:
    """The selectors whose values are used as they are."""
    # No recursion: a chain of operators is as deep as it is long.
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Vector):
            yield node
        elif not (isinstance(node, Call | Aggregation) and node.name in _FINE):
            waiting.extend(reversed(_below(node)))


def _below(node: Node) -> tuple[Node, ...]:
    """The parts of *node* whose values count."""
    if not isinstance(node, Operation):
        return node.children
    left, right = node.children
    if node.op == "-" and same(left, right) and _are_shifted(left, right):
        return ()  # what it has grown by, which is less after a restart
    if node.op not in ("and", "unless"):
        return node.children
    if not isinstance(right, Vector):
        return (left,) if _is_presence(right) else (left, right)
    # Of a bare selector on the right only the labels count. What was not there a while ago has
    # grown from 0 since: `x unless x offset 5m` is the increase that increase() does not see. The
    # other way round it is what has gone.
    apart = isinstance(left, Vector) and left.name == right.name and left.offset != right.offset
    return () if apart and node.op == "unless" else (left,)


def _are_shifted(left: Node, right: Node) -> bool:
    """Whether the two look at different times, each of them at one."""
    offsets = [
        {one.offset for one in walk(side) if isinstance(one, Vector)} for side in (left, right)
    ]
    return all(len(found) == 1 for found in offsets) and offsets[0] != offsets[1]


def _is_presence(node: Node) -> bool:
    """Whether *node* is `x > 0`: it only asks whether anything has ever been counted."""
    match node:
        case Operation(op=">", children=(measured, Number(value=0)), returns_bool=False):
            while isinstance(measured, Aggregation):
                measured = measured.children[-1]
            return isinstance(measured, Vector)
        case _:
            return False
