"""The selectors of an expression, each with what it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from archestra_ops.promql.functions import AGGREGATIONS
from archestra_ops.promql.grammar import tree
from archestra_ops.promql.tree import Aggregation, Call, Matcher, Node, Subquery, Vector


@dataclass(frozen=True, slots=True)
class Selector:
    """A selector and what encloses it.

    `enclosing` are the functions and aggregations around it, innermost first; `subquery` is what
    stands between the brackets of the nearest subquery around it, `1h:5m`, or None.
    """

    vector: Vector
    enclosing: tuple[str, ...]
    subquery: str | None

    @property
    def name(self) -> str | None:
        """The metric's name; None where only matchers, a pattern or a variable say which."""
        return self.vector.name

    @property
    def matchers(self) -> tuple[Matcher, ...]:
        """Its matchers in their order, without one that gives the name."""
        return self.vector.matchers

    @property
    def start(self) -> int:
        """The offset of its first character, of the name or of the brace."""
        return self.vector.start

    @property
    def end(self) -> int:
        """The offset just behind its name and braces; the window is not part of it."""
        return self.vector.end

    @property
    def window(self) -> str | None:
        """What stands between its own brackets, `5m` or `$__range`; None for an instant vector."""
        return self.vector.window

    @property
    def offset(self) -> str | None:
        """Its own offset as it is spelled, `1h` or `-5m`, or None."""
        return self.vector.offset

    @property
    def function(self) -> str | None:
        """The innermost function around it (`rate`), passing over aggregations, or None."""
        return next((name for name in self.enclosing if name not in AGGREGATIONS), None)


@lru_cache(maxsize=1024)
def selectors(expr: str) -> tuple[Selector, ...]:
    """The selectors of *expr*, in the order in which they are written.

    It may hold Grafana variables; what a placeholder for a signal stands for is not looked into.
    Raises PromQLError.
    """
    found: list[Selector] = []
    # No recursion: a chain of operators is as deep as it is long.
    waiting: list[tuple[Node, tuple[str, ...], str | None]] = [(tree(expr), (), None)]
    while waiting:
        node, enclosing, subquery = waiting.pop()
        if isinstance(node, Vector):
            found.append(Selector(node, enclosing, subquery))
            continue
        if isinstance(node, Call | Aggregation):
            enclosing = (node.name, *enclosing)
        elif isinstance(node, Subquery):
            subquery = node.window
        waiting.extend((child, enclosing, subquery) for child in reversed(node.children))
    return tuple(found)
