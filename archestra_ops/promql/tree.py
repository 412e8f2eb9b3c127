"""An expression as a tree: what of it bears on selectors and labels, and where selectors stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from archestra_ops.promql.grafana import replace_variables
from archestra_ops.promql.strings import quoted


@dataclass(frozen=True, slots=True)
class Matcher:
    """A label matcher; `value` is the text between the quotes, decoded, Grafana variables kept."""

    label: str
    op: str
    value: str

    def __str__(self) -> str:
        """Spell it as PromQL does, with quotes round a label that needs them."""
        bare = self.label if "[" in self.label else replace_variables(self.label, "_")
        plain = bare.isascii() and bare.isidentifier()
        return f"{self.label if plain else quoted(self.label)}{self.op}{quoted(self.value)}"


@dataclass(frozen=True, slots=True)
class Vector:
    """A selector, `name{matchers}[window] offset …`; `start` and `end` enclose name and braces.

    `name` is None where none is written out: only matchers, a pattern for `__name__`, or a
    Grafana variable in it. An equality matcher for `__name__` is the name, not a matcher.
    `name_at` is where the name is spelled, in braces with its quotes; `insert_at` is where a
    further matcher goes, and `before` and `after` are what to put round it.
    """

    name: str | None
    matchers: tuple[Matcher, ...]
    start: int
    end: int
    window: str | None
    offset: str | None
    name_at: tuple[int, int] | None
    insert_at: int
    before: str
    after: str
    children: ClassVar[tuple[Node, ...]] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """A number, or a duration in its place, in seconds; `value` is None where it is not plain.

    Two numbers are alike whatever they are: only who asks for the value looks at it.
    """

    value: float | None = field(default=None, compare=False)
    children: ClassVar[tuple[Node, ...]] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A string."""

    value: str
    children: ClassVar[tuple[Node, ...]] = ()


@dataclass(frozen=True, slots=True)
class Variable:
    """A Grafana variable in the place of a number."""

    children: ClassVar[tuple[Node, ...]] = ()


@dataclass(frozen=True, slots=True)
class Signal:
    """A placeholder for a signal, `{{ name }}`."""

    name: str
    children: ClassVar[tuple[Node, ...]] = ()


@dataclass(frozen=True, slots=True)
class Call:
    """A function call."""

    name: str
    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Labels:
    """The label list of an aggregation or a join: `by`, `on` keep its labels, the others do not."""

    keep: bool
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Aggregation:
    """An aggregation; the last of its children is aggregated, one before it is a parameter."""

    name: str
    children: tuple[Node, ...]
    grouping: Labels | None


@dataclass(frozen=True, slots=True)
class Operation:
    """Two operands and what joins them.

    `matching` is `on` or `ignoring`; `many` is the operand (0 left, 1 right) of which several
    series may match one, with `include` taken from the other; `filled` says that a fill modifier
    lets series through that match none; `returns_bool` that a comparison gives 0 or 1.
    """

    op: str
    children: tuple[Node, Node]
    matching: Labels | None
    many: int | None
    include: tuple[str, ...]
    filled: bool
    returns_bool: bool


@dataclass(frozen=True, slots=True)
class Negation:
    """A minus before an operand."""

    children: tuple[Node]


@dataclass(frozen=True, slots=True)
class Subquery:
    """An operand over time; `window` is all that stands between the brackets, `1h:5m`."""

    children: tuple[Node]
    window: str


Leaf = Vector | Number | Text | Variable | Signal
Node = Leaf | Call | Aggregation | Operation | Negation | Subquery


def walk(root: Node) -> Iterator[Node]:
    """*root* and all that is below it, each before its children, from left to right."""
    # No recursion: a chain of operators is as deep as it is long.
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(node.children))
