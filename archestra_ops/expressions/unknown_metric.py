"""A metric that no pack knows: misspelt, renamed, or never emitted by anything."""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops import promql
from archestra_ops.expressions.wrong import Wrong
from archestra_ops.packs.catalogue import Catalogue
from archestra_ops.packs.structure import did_you_mean


def find(expr: str, catalogue: Catalogue) -> Iterator[Wrong]:
    """The metrics of *expr* that are not in the catalogue; recorded ones (`a:b`) are not judged."""
    for name in dict.fromkeys(s.name for s in promql.selectors(expr) if s.name):
        if ":" not in name and catalogue.find(name) is None:
            yield Wrong(f"no metric is called '{name}'", _hint(name, catalogue))


def _hint(name: str, catalogue: Catalogue) -> str:
    hint = did_you_mean(name, catalogue.samples())
    return hint if hint.startswith("did you mean") else "see `ops packs show` for the metrics"
