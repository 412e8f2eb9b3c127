"""Which labels an expression needs of each of its selectors: what to say `label missing` of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from archestra_ops.promql.functions import ABSENCE, ADDS, BUCKETS, READS, SELECTING
from archestra_ops.promql.grafana import has_variable
from archestra_ops.promql.grammar import tree
from archestra_ops.promql.selection import Selector, selectors
from archestra_ops.promql.tree import Aggregation, Call, Labels, Node, Operation, Text, Vector

_Demand = frozenset[str]
_NONE: Final[_Demand] = frozenset()
# Nothing that is asked of their result is asked of their argument.
_CUT: Final = ABSENCE | {"scalar", "info"}


@dataclass(frozen=True, slots=True)
class Need:
    """A selector, and the labels that the expression needs its series to have."""

    selector: Selector
    labels: frozenset[str]


@lru_cache(maxsize=1024)
def needs(expr: str) -> tuple[Need, ...]:
    """What *expr* needs of each selector, in the order of `selectors`.

    Its matchers' labels; those of `by` in the aggregations around it, as far as nothing between
    takes them away or makes them; those of `on` and `group_left`, on the side they are read from;
    `le` within histogram_quantile; what label_replace reads. `without` and `ignoring` need
    nothing, `__name__` and Grafana variables do not count. Raises PromQLError.
    """
    asked = _asked(tree(expr))
    return tuple(
        Need(selector, _plain((*labels, *(matcher.label for matcher in selector.matchers))))
        for selector, labels in zip(selectors(expr), asked, strict=True)
    )


def _asked(root: Node) -> Iterator[_Demand]:
    """What is asked of each selector from outside of it, in the order they are written."""
    waiting: list[tuple[Node, _Demand]] = [(root, _NONE)]
    while waiting:
        node, demand = waiting.pop()
        if isinstance(node, Vector):
            yield demand
        waiting.extend(zip(reversed(node.children), reversed(_below(node, demand)), strict=True))


def _below(node: Node, demand: _Demand) -> tuple[_Demand, ...]:
    """What is asked of each child where *demand* is asked of *node*."""
    if isinstance(node, Aggregation):
        return (*[_NONE] * (len(node.children) - 1), _of_aggregated(node, demand))
    if isinstance(node, Operation):
        return _of_operands(node, demand)
    if isinstance(node, Call):
        demand = _of_arguments(node, demand)
    return (demand,) * len(node.children)


def _of_aggregated(node: Aggregation, demand: _Demand) -> _Demand:
    by, without = _lists(node.grouping)
    if node.name in SELECTING:
        return demand | by
    if node.grouping is None or node.grouping.keep:
        return by
    return demand - without - _added(node)


def _of_operands(node: Operation, demand: _Demand) -> tuple[_Demand, _Demand]:
    on, ignoring = _lists(node.matching)
    if node.op in ("and", "or", "unless"):
        # Without `on`, `and` compares all labels: what one side has to have, the other has too.
        passes = node.op == "or" or (node.op == "and" and node.matching is None)
        return demand | on, (demand | on if passes else on)
    include = frozenset(node.include)
    if node.many is not None:
        many, one = (demand - include) | on, include | on
        return (many, one) if node.many == 0 else (one, many)
    each = on if node.matching and node.matching.keep else demand - ignoring
    return each, each


def _of_arguments(node: Call, demand: _Demand) -> _Demand:
    if node.name in _CUT:
        return _NONE
    if node.name in BUCKETS:
        demand |= {"le"}
    demand -= _added(node)
    if node.name in READS:
        demand |= _texts(node.children[READS[node.name]])
    return demand


def _lists(labels: Labels | None) -> tuple[_Demand, _Demand]:
    """The labels to keep and the labels to drop, of which one is empty."""
    if labels is None:
        return _NONE, _NONE
    names = frozenset(labels.names)
    return (names, _NONE) if labels.keep else (_NONE, names)


def _added(node: Call | Aggregation) -> _Demand:
    """The label that *node* adds itself."""
    return _texts(node.children[ADDS[node.name] :][:1]) if node.name in ADDS else _NONE


def _texts(nodes: Iterable[Node]) -> _Demand:
    return frozenset(node.value for node in nodes if isinstance(node, Text) and node.value)


def _plain(names: Iterable[str]) -> _Demand:
    return frozenset(name for name in names if name != "__name__" and not has_variable(name))
