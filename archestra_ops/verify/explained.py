"""Whether an expression finds series in what can be seen, and if not, why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from archestra_ops import promql
from archestra_ops.packs.catalogue import TARGET_LABELS
from archestra_ops.promql.tree import Node, Number, Operation, Vector
from archestra_ops.verify.outcome import FINE, Outcome, Status
from archestra_ops.verify.sight import Sight


class Why(Protocol):
    """Hints for a metric, and for a label of one, that is missing."""

    @property
    def waiting(self) -> str:
        """While what the variables list no target, and nothing is wrong; empty without that."""
        ...

    def metric(self, sample: str) -> str:
        """Why there may be no series called *sample*."""
        ...

    def only_while(self, sample: str) -> str:
        """What must be the case for series called *sample*; empty where nothing must."""
        ...

    def label(self, sample: str, label: str) -> str:
        """Why series called *sample* may lack *label*; empty where nothing is known of it."""
        ...

    def optional(self, sample: str) -> frozenset[str]:
        """The labels that series called *sample* may be without, and nothing is wrong."""
        ...


def explain(expr: str, sight: Sight, why: Why) -> Outcome:
    """Whether *expr*, its variables put in, would find series; its values are not looked at."""
    outcomes = iter([_need(need, sight, why) for need in promql.needs(expr)])
    return _through(promql.tree(expr), outcomes)


def has_stand_in(expr: str) -> bool:
    """Whether *expr* has data even where nothing happened: `… or vector(0)`, `… or 0 * x`."""
    return any(
        isinstance(node, Operation) and node.op == "or" and any(map(_stands_in, node.children))
        for node in _parts(promql.tree(expr))
    )


def _need(need: promql.Need, sight: Sight, why: Why) -> Outcome:
    name = need.selector.name
    if name is None or ":" in name:
        return FINE
    if not sight.has(name):
        return _absent(name, sight, why)
    for label in sorted(need.labels - TARGET_LABELS - why.optional(name)):
        if sight.unmet(name, [promql.Matcher(label, "!=", "")]):
            hint = why.label(name, label) or _has(name, sight)
            return Outcome(Status.MISSING_LABEL, f"'{name}' has no label '{label}' here", hint)
    return _matched(name, need.selector.matchers, sight, why.waiting)


def _absent(name: str, sight: Sight, why: Why) -> Outcome:
    if sight.declares(name):
        return Outcome(
            Status.NO_SERIES,
            f"'{name}' is declared, and nothing was observed yet",
            "it appears with the first event",
        )
    condition = why.only_while(name)
    if condition:
        return Outcome(
            Status.NO_SERIES,
            f"'{name}' is not exposed",
            f"it is only there while {condition}",
        )
    return Outcome(Status.MISSING_METRIC, f"'{name}' is not exposed", why.metric(name))


def _has(name: str, sight: Sight) -> str:
    return "it has: " + (", ".join(sorted(frozenset(sight.labels(name)) - TARGET_LABELS)) or "none")


def _matched(name: str, matchers: Sequence[promql.Matcher], sight: Sight, waiting: str) -> Outcome:
    of_targets = [matcher for matcher in matchers if matcher.label in TARGET_LABELS]
    others = [matcher for matcher in matchers if matcher.label not in TARGET_LABELS]
    if sight.unmet(name, of_targets) and waiting:
        return Outcome(
            Status.NO_SERIES,
            f"'{name}' is only on targets that the board's variables do not list yet",
            f"they list them while {waiting}",
        )
    if sight.unmet(name, of_targets):
        return Outcome(
            Status.MISSING_METRIC,
            f"'{name}' is only on targets that the board's variables do not list",
            "they list the targets that have the metrics which the variables ask for",
        )
    unmet = sight.unmet(name, [*of_targets, *others])
    if unmet is None:
        return FINE
    return Outcome(
        Status.NO_SERIES,
        f"no series of '{name}' has {unmet} yet",
        "it appears with the first such event",
    )


def _through(node: Node, outcomes: Iterator[Outcome]) -> Outcome:
    """The outcome of a node from those of its selectors, given in the order they are written."""
    if isinstance(node, Vector):
        return next(outcomes)
    below = [_through(child, outcomes) for child in node.children]
    if isinstance(node, Operation) and node.op == "or":
        return _either(node, below)
    if isinstance(node, Operation) and node.op == "unless" and not below[1].status.broken:
        return below[0]  # nothing to take away is no loss
    return max(below, key=_rank, default=FINE)


def _either(node: Operation, below: Sequence[Outcome]) -> Outcome:
    """One side with series is enough, but a side that only stands in for silence is none.

    `or vector(0)` and `or 0 * x` make a panel show 0 where nothing happened; where the metric is
    gone they make it lie.
    """
    sides = list(zip(node.children, below, strict=True))
    real = [outcome for child, outcome in sides if not _stands_in(child)]
    best = min(real or below, key=_rank)
    if best.status is Status.NO_SERIES:
        return min(below, key=_rank)
    return best


def _stands_in(node: Node) -> bool:
    """Whether a side of `or` is a constant, or series that are multiplied by one."""
    if isinstance(node, Operation) and node.op == "*":
        return any(isinstance(child, Number) for child in node.children)
    return not any(isinstance(part, Vector) for part in _parts(node))


def _parts(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _parts(child)


def _rank(outcome: Outcome) -> int:
    return outcome.status.rank
