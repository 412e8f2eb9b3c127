"""What can be seen of an installation's series, wherever one looks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from archestra_ops import promql


class Sight(Protocol):
    """Answers what series there are: metrics pages do, and a Prometheus does."""

    def has(self, name: str) -> bool:
        """Whether there is a series of this name."""
        ...

    def declares(self, name: str) -> bool:
        """Whether the name is announced, although it may have no series yet."""
        ...

    def is_strange(self, own: Collection[str]) -> bool:
        """Whether there are series, and none of them is called as any of *own*."""
        ...

    def labels(self, name: str) -> Collection[str]:
        """The labels that series of this name have."""
        ...

    def unmet(self, name: str, matchers: Sequence[promql.Matcher]) -> promql.Matcher | None:
        """The first matcher that no series fulfils which fulfils those before it, or None."""
        ...

    def values(self, selector: str, label: str) -> Sequence[str]:
        """The values that *label* has in the series of *selector*, sorted."""
        ...
