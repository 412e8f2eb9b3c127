"""A gauge that every replica reports alike, summed or counted.

Each replica reads the same number from the database or the cluster, so that with three replicas a
sum or a count is three times what is there. The pack marks such gauges with `repeated`. Take `max`
over the replicas first: `count(max by (server_name) (x) == 1)`.
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops import promql
from archestra_ops.expressions.wrong import Wrong
from archestra_ops.packs.catalogue import Catalogue
from archestra_ops.promql.tree import Aggregation, Labels, Node, Vector

_ADDING = frozenset({"sum", "count", "count_values"})
_OF_A_REPLICA = frozenset({"instance", "pod"})


def find(expr: str, catalogue: Catalogue) -> Iterator[Wrong]:
    """The repeated gauges of *expr* that the innermost aggregation around them adds up."""
    waiting: list[tuple[Node, Aggregation | None]] = [(promql.tree(expr), None)]
    while waiting:
        node, around = waiting.pop()
        if isinstance(node, Vector):
            if around is not None and _adds_up(around) and _is_repeated(node, catalogue):
                yield Wrong(
                    f"{around.name}() of '{node.name}' counts every replica's copy of it",
                    "take the max of the replicas first: max by (…)",
                )
            continue
        inner = node if isinstance(node, Aggregation) else around
        waiting.extend((child, inner) for child in reversed(node.children))


def _is_repeated(vector: Vector, catalogue: Catalogue) -> bool:
    found = catalogue.find(vector.name or "")
    one_replica = any(m.label in _OF_A_REPLICA and m.op == "=" for m in vector.matchers)
    return found is not None and found[1].repeated and not one_replica


def _adds_up(aggregation: Aggregation) -> bool:
    return aggregation.name in _ADDING and not _keeps_replicas(aggregation.grouping)


def _keeps_replicas(grouping: Labels | None) -> bool:
    if grouping is None:
        return False
    named = not _OF_A_REPLICA.isdisjoint(grouping.names)
    return named if grouping.keep else not named
