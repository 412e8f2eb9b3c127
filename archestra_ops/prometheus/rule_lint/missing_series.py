"""A metric, or a label of one, that does not exist where the rules will run.

Asked for with `--metrics PAGE` or `--prometheus URL`; whatever the packs know. A metric of the
platform that has no series yet is only remarked: many appear with the first event. So is one that
is not missed, since the other side of an `or` is there. What Prometheus and its like say of
themselves is on no page of a platform, and in a server only where that is scraped as well.
https://prometheus.io/docs/practices/instrumentation/#avoid-missing-metrics
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Final

from archestra_ops import promql
from archestra_ops.expressions.suspicion import is_slip
from archestra_ops.findings import Severity
from archestra_ops.packs.structure import did_you_mean
from archestra_ops.prometheus.rule_lint.problem import Problem
from archestra_ops.prometheus.rule_lint.rulefile import Entry
from archestra_ops.prometheus.rule_lint.scope import Existing, Scope
from archestra_ops.promql.tree import Node, Operation, Vector, walk

# Made by Prometheus itself, on no page.
_MADE: Final = frozenset({"up", "ALERTS", "ALERTS_FOR_STATE"})
_SCRAPE: Final = "scrape_"
# Of the servers that scrape, store and evaluate, about themselves.
_OF_SERVERS: Final = (
    "prometheus_", "cortex_", "alertmanager_", "loki_", "mimir_", "thanos_", "tempo_", "vm_",
    "vmagent_", "vmalert_", "grafana_",
)  # fmt: skip


def find(entry: Entry, scope: Scope) -> Iterator[Problem]:
    """The metrics of the expression that are not there."""
    existing = scope.existing
    if existing is None:
        return

    def is_there(name: str) -> bool:
        return name in existing.names or name in scope.recorded or _is_made(name)

    root = promql.tree(entry.expr)
    names = dict.fromkeys(one.name for one in walk(root) if isinstance(one, Vector) and one.name)
    missing = [name for name in names if not is_there(name)]
    missed = _missed(root, is_there) if missing else ()
    for name in missing:
        if not _is_nobodys_fault(name, existing):
            message = f"'{name}' does not exist in {existing.where}"
            yield Problem(message, *_judged(name, scope, existing, missed))


def _judged(
    name: str, scope: Scope, existing: Existing, missed: Collection[str]
) -> tuple[str, Severity]:
    """What to say of *name*, which is not there, and how bad it is."""
    if name not in missed and not any(is_slip(name, one) for one in existing.names):
        return "it is not missed: the other side of its 'or' is there", Severity.INFO
    if scope.catalogue.find(name) is not None:
        hint = "the platform has it: it may come with the first event, or with a setting"
        return hint, Severity.WARNING
    if _is_unscraped(name, existing):
        return "a server says it of itself: let that be scraped, too", Severity.WARNING
    near = did_you_mean(name, existing.names)
    hint = near if near.startswith("did you mean") else "the alert can never fire"
    return hint, Severity.ERROR


def _is_made(name: str) -> bool:
    return name in _MADE or name.startswith(_SCRAPE)


def _is_nobodys_fault(name: str, existing: Existing) -> bool:
    """Whether no page that was given could have *name*."""
    return not existing.is_server and _is_unscraped(name, existing)


def _is_unscraped(name: str, existing: Existing) -> bool:
    """Whether *name* is of a server, of which nothing is there."""
    prefix = next((one for one in _OF_SERVERS if name.startswith(one)), "")
    return bool(prefix) and not any(one.startswith(prefix) for one in existing.names)


def _missed(root: Node, is_there: Callable[[str], bool]) -> frozenset[str]:
    """The metrics of *root* that it needs: all but those on a side of an `or` with another."""
    answers = _answers(root, is_there)
    found: set[str] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Vector) and node.name:
            found.add(node.name)
        if isinstance(node, Operation) and node.op == "or":
            left, right = node.children
            sides = ((left, right), (right, left))
            waiting.extend(one for one, other in sides if not answers[id(other)])
        else:
            waiting.extend(node.children)
    return frozenset(found)


def _answers(root: Node, is_there: Callable[[str], bool]) -> dict[int, bool | None]:
    """By node: whether it can have series, as far as that is up to metrics; None for constants."""
    found: dict[int, bool | None] = {}
    # No recursion: a chain of operators is as deep as it is long.
    for node in reversed(list(walk(root))):
        below = [found[id(child)] for child in node.children]
        known = [answer for answer in below if answer is not None]
        if isinstance(node, Vector):
            found[id(node)] = node.name is None or is_there(node.name)
        elif isinstance(node, Operation) and node.op in ("or", "unless"):
            found[id(node)] = any(known) if node.op == "or" else below[0]
        else:
            found[id(node)] = all(known) if known else None
    return found
