"""Which labels survive an expression: for legends, for joins, for `{{ $labels.x }}`."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, reduce

from archestra_ops.promql.functions import (
    ABSENCE,
    ADDS,
    BUCKETS,
    KEEP_NAME,
    SCALARS,
    SELECTING,
)
from archestra_ops.promql.grafana import has_variable
from archestra_ops.promql.grammar import tree
from archestra_ops.promql.joining import joined
from archestra_ops.promql.labelset import ANYTHING, NAME, NOTHING, LabelSet, only
from archestra_ops.promql.tree import (
    Aggregation,
    Call,
    Labels,
    Negation,
    Node,
    Operation,
    Signal,
    Subquery,
    Text,
    Vector,
)

# What label_replace() fits to whatever value there is, and to none.
_FITS_ALL = frozenset({".*", "(.*)", "^.*$", "(?s).*", "(?s:.*)"})

LabelsOf = Callable[[str], frozenset[str] | None]


def labels(expr: str | Node, labels_of: LabelsOf) -> LabelSet:
    """The labels that series of *expr*, or of a part of one, can carry.

    `__name__` is among them where it is kept. *labels_of* gives the labels of a metric, those of
    its targets too and without `__name__`, or None where they are not known. Raises PromQLError.
    """
    node = tree(expr) if isinstance(expr, str) else expr
    return _Flow(labels_of).through(node) or NOTHING


def surviving(expr: str, labels_of: LabelsOf) -> frozenset[str] | None:
    """The same as a plain set, or None where the labels cannot be counted up."""
    found = labels(expr, labels_of)
    return None if found.others else found.names


class _Flow:
    """The labels that come out of a node; None for what is a number or a string, not a vector."""

    def __init__(self, labels_of: LabelsOf) -> None:
        self._labels_of = labels_of

    def through(self, node: Node) -> LabelSet | None:
        while isinstance(node, Subquery):
            node = node.children[0]
        found: LabelSet | None = None
        # Not a match statement: it takes twice as long, and this is asked of every node.
        if isinstance(node, Vector):
            known = None if node.name is None else self._labels_of(node.name)
            found = ANYTHING if known is None else _of_metric(known)
        elif isinstance(node, Call):
            found = self._call(node)
        elif isinstance(node, Aggregation):
            found = self._aggregation(node)
        elif isinstance(node, Operation):
            found = self._operation(node)
        elif isinstance(node, Negation):
            inner = self.through(node.children[0])
            found = inner and inner - NAME
        elif isinstance(node, Signal):
            found = ANYTHING
        return found

    def _call(self, node: Call) -> LabelSet | None:
        if node.name in SCALARS:
            return None
        if node.name in ABSENCE and node.children:
            return _absent(node.children[0])
        if node.name == "info":
            return ANYTHING
        vectors = [found for child in node.children if (found := self.through(child))]
        kept = reduce(LabelSet.__or__, vectors, NOTHING)
        if node.name in BUCKETS:
            kept -= only({"le"})
        if node.name not in KEEP_NAME:
            kept -= NAME
        return kept - only(removed) if (removed := removes(node)) else kept | _added(node)

    def _aggregation(self, node: Aggregation) -> LabelSet:
        # What is no vector here is a Grafana variable that stands for one.
        inner = self.through(node.children[-1]) or ANYTHING
        if node.name in SELECTING:
            return inner
        kept = NOTHING
        if node.grouping is not None:
            kept = _grouped(inner, node.grouping)
        return kept | _added(node)

    def _operation(self, node: Operation) -> LabelSet | None:
        # Down the left side and up again without recursion: a chain is as deep as it is long.
        chain = [node]
        while isinstance(left := chain[-1].children[0], Operation):
            chain.append(left)
        found = self.through(left)
        for operation in reversed(chain):
            found = joined(operation, found, self.through(operation.children[1]))
        return found


@lru_cache(maxsize=1024)
def _of_metric(known: frozenset[str]) -> LabelSet:
    return only(known) | NAME


def _grouped(inner: LabelSet, grouping: Labels) -> LabelSet:
    if any(map(has_variable, grouping.names)):
        return inner
    named = only(grouping.names)
    return inner & named if grouping.keep else inner - named - NAME


def removes(node: Call) -> frozenset[str]:
    """The label that *node*, a label_replace() that always replaces it by nothing, takes away."""
    match node:
        case Call(
            name="label_replace",
            children=(_, Text(value=name), Text(value=""), Text(), Text(value=pattern)),
        ) if pattern in _FITS_ALL and not has_variable(name):
            return frozenset({name})
        case _:
            return frozenset()


def _added(node: Call | Aggregation) -> LabelSet:
    """The label that an argument of *node* names, if it has one that does."""
    if node.name not in ADDS:
        return NOTHING
    match node.children[ADDS[node.name] :]:
        case (Text(value=name), *_) if not has_variable(name):
            return only({name})
        case _:
            return ANYTHING


def _absent(node: Node) -> LabelSet:
    """What `absent` gives its one series: the labels that have just one equality matcher."""
    if not isinstance(node, Vector):
        return ANYTHING if isinstance(node, Signal) else NOTHING
    kept: set[str] = set()
    compared: set[str] = set()
    for matcher in node.matchers:
        if matcher.op == "=" and matcher.label not in compared:
            compared.add(matcher.label)
            kept.update({matcher.label} if matcher.value else ())
        else:
            kept.discard(matcher.label)
    return only(kept)
