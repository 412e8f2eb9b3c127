"""A set of labels that may be all but a few: what an expression's series can carry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class LabelSet:
    """The labels *names*, or with `others` all labels but those."""

    names: frozenset[str]
    others: bool = False

    def __contains__(self, label: str) -> bool:
        """Whether series can carry *label*."""
        return (label in self.names) is not self.others

    def __invert__(self) -> LabelSet:
        """All labels that are not in it."""
        return LabelSet(self.names, not self.others)

    def __and__(self, other: LabelSet) -> LabelSet:
        """The labels that are in both."""
        if self.others and other.others:
            return LabelSet(self.names | other.names, others=True)
        if self.others:
            return LabelSet(other.names - self.names)
        return LabelSet(self.names - other.names if other.others else self.names & other.names)

    # These two are ~(~self & ~other) and self & ~other, without the sets between: each expression
    # asks for dozens of them.
    def __or__(self, other: LabelSet) -> LabelSet:
        """The labels that are in either."""
        if self.others:
            names = self.names & other.names if other.others else self.names - other.names
            return LabelSet(names, others=True)
        if other.others:
            return LabelSet(other.names - self.names, others=True)
        return LabelSet(self.names | other.names) if other.names else self

    def __sub__(self, other: LabelSet) -> LabelSet:
        """The labels that are in this and not in *other*."""
        if other.others:
            names = other.names - self.names if self.others else self.names & other.names
            return LabelSet(names)
        if self.others:
            return LabelSet(self.names | other.names, others=True)
        return LabelSet(self.names - other.names)


def only(names: Iterable[str]) -> LabelSet:
    """Just *names*."""
    return LabelSet(frozenset(names))


NOTHING: Final = only(())
ANYTHING: Final = ~NOTHING
NAME: Final = only({"__name__"})
