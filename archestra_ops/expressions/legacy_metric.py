"""A name that a metric had in older releases, or that no exporter gives it.

Dashboards and rules outlive releases, and are copied from others: the query parses, finds nothing,
and looks like no traffic. Each pack says which names are meant and where that is from: a
platform's `[legacy.metrics]`, a provider's `[misnamed]`. An old name beside its new one
(`new or old`) serves both releases and is fine.
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops import promql
from archestra_ops.expressions.wrong import Wrong
from archestra_ops.findings import Severity
from archestra_ops.packs.catalogue import Catalogue
from archestra_ops.packs.provider import Provider

_FOR_COUNTERS = frozenset({"rate", "irate", "increase"})


def find(expr: str, catalogue: Catalogue) -> Iterator[Wrong]:
    """The metrics of *expr* that are called otherwise."""
    selectors = promql.selectors(expr)
    names = {selector.name for selector in selectors}
    for selector in selectors:
        name = selector.name or ""
        successor = catalogue.successor_of(name)
        if successor is None or successor in names:
            continue
        rated = selector.function in _FOR_COUNTERS
        yield Wrong(
            _message(name, catalogue),
            _hint(successor, catalogue, rated=rated),
            _severity(name, catalogue),
        )


def _message(name: str, catalogue: Catalogue) -> str:
    if catalogue.find(name) is None:
        return f"no metric is called '{name}'"
    return f"'{name}' is the name of older releases"


def _severity(name: str, catalogue: Catalogue) -> Severity | None:
    """Milder where an exporter that is in use may be of those releases."""
    found = catalogue.find(name)
    is_exporters = found is not None and isinstance(found[0], Provider)
    return Severity.WARNING if is_exporters else None


def _hint(successor: str, catalogue: Catalogue, *, rated: bool) -> str:
    if not successor:
        return "it is gone without a successor"
    found = catalogue.find(successor)
    if rated and found and found[1].delta:
        return f"it is '{successor}', the count of one interval: average it, it has no rate"
    return f"it is '{successor}'"
