"""A quantile multiplied by a rate: the product is no quantity.

Mean duration times calls per second is time spent per second; a median or a p95 times calls is
not, and nothing links the two: of which calls a bucket counted is not known any more. To split a
latency by another size the metric needs a label for it.
https://prometheus.io/docs/practices/histograms/
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops import promql
from archestra_ops.expressions.wrong import Wrong
from archestra_ops.packs.catalogue import Catalogue
from archestra_ops.promql.tree import Aggregation, Call, Node, Operation

_RATES = frozenset({"rate", "irate", "increase"})
_COMPARISONS = frozenset({"==", "!=", ">", "<", ">=", "<="})


def find(expr: str, catalogue: Catalogue) -> Iterator[Wrong]:
    """The products in *expr* of a histogram_quantile() and something that a rate is taken of."""
    del catalogue  # this needs no knowledge of metrics
    if "histogram_quantile" not in expr:
        return
    for node in promql.nodes(expr):
        if isinstance(node, Operation) and node.op == "*":
            left, right = node.children
            if (_is_quantile(left) and _is_rate(right)) or (_is_quantile(right) and _is_rate(left)):
                yield Wrong(
                    "a quantile is multiplied by a rate, and the product is no quantity",
                    "show them apart; time spent is rate(…_sum[…])",
                )


def _is_quantile(node: Node) -> bool:
    while isinstance(node, Aggregation):
        node = node.children[-1]
    return isinstance(node, Call) and node.name == "histogram_quantile"


def _is_rate(node: Node) -> bool:
    """Whether *node* is made of rates; one that is compared to give 0 or 1 only switches."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Operation) and one.op in _COMPARISONS and one.returns_bool:
            continue
        if isinstance(one, Call):
            if one.name in _RATES:
                return True
            if one.name == "histogram_quantile":
                continue
        waiting.extend(one.children)
    return False
