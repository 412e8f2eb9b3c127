"""A label that the metric does not have: the query finds nothing, or groups by nothing.

Of others' boards and rules only a slip of the pen is remarked where any program may have the metric
(`up`, `process_…`, `http_…` of a job that is not the platform's): scrapes add labels to it as they
like. `--label` names one that yours adds to the platform's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from archestra_ops import promql
from archestra_ops.expressions.wrong import Wrong
from archestra_ops.packs.catalogue import Catalogue
from archestra_ops.packs.structure import did_you_mean


@dataclass(frozen=True, slots=True)
class Lacking:
    """A label that a selector's metric does not have, and those that it has."""

    selector: promql.Selector
    label: str
    labels: frozenset[str]

    @property
    def wrong(self) -> Wrong:
        """What is to be said of it."""
        hint = _hint(self.label, self.labels)
        return Wrong(f"'{self.selector.name}' has no label '{self.label}'", hint)


def find(expr: str, catalogue: Catalogue) -> Iterator[Wrong]:
    """The labels that *expr* asks of a metric which has no such label."""
    seen: set[tuple[str | None, str]] = set()
    for one in lacking(expr, catalogue):
        if (one.selector.name, one.label) not in seen:
            seen.add((one.selector.name, one.label))
            yield one.wrong


def lacking(expr: str, catalogue: Catalogue) -> Iterator[Lacking]:
    """The same by selector, in the order in which they are written."""
    for need in promql.needs(expr):
        labels = catalogue.labels_of(need.selector.name or "")
        if labels is not None:
            for label in sorted(need.labels - labels):
                yield Lacking(need.selector, label, labels)


@lru_cache(maxsize=256)
def _hint(label: str, labels: frozenset[str]) -> str:
    return did_you_mean(label, labels)
