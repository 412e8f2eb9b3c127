"""A label that the metric had in older releases.

The query finds nothing where it matches by the label, and puts everything into one group where it
groups by it. The platform's pack says in `[legacy.labels]` what was renamed, and when.
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops import promql
from archestra_ops.expressions.wrong import Wrong
from archestra_ops.packs.catalogue import Catalogue
from archestra_ops.packs.model import Platform


def find(expr: str, catalogue: Catalogue) -> Iterator[Wrong]:
    """The labels that *expr* asks of a metric which has them no more."""
    for need in promql.needs(expr):
        name = need.selector.name or ""
        found = catalogue.find(name)
        if found is None or not isinstance(found[0], Platform):
            continue
        lacking = need.labels - (catalogue.labels_of(name) or frozenset())
        former = found[0].legacy.labels
        for label in sorted(lacking & former.keys()):
            hint = f"it is called '{former[label]}' now" if former[label] else "it was dropped"
            yield Wrong(f"'{name}' has no label '{label}'", hint)
