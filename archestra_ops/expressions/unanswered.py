"""Why the names of a profile leave an expression without an answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from archestra_ops import promql
from archestra_ops.expressions import impossible_value, unknown_label
from archestra_ops.packs.catalogue import Catalogue

_OTHERS: Final = ("kube_", "kubelet_", "container_", "prometheus_", "cortex_", "probe_")
"""What the names of series begin with that others make, and that no profile could lack."""


def reason(expr: str, catalogue: Catalogue, profile: str) -> str:
    """What *profile*, which has the metrics of *catalogue*, lacks for *expr*; empty if nothing.

    The end of a sentence. Only metrics, their labels and the values of these are looked at, and
    neither recorded series (`a:b`) nor those of other programs.
    """
    for metric in _unknown(expr, catalogue):
        return f"profile '{profile}' has no '{metric}'"
    for wrong in unknown_label.find(expr, catalogue):
        metric, _, label = wrong.message.partition(" has no label ")
        return f"profile '{profile}' has no {metric} with label {label}"
    for wrong in impossible_value.find(expr, catalogue):
        metric, _, matcher = wrong.message.removeprefix("no ").partition(" has ")
        return f"profile '{profile}' has no {metric} with {matcher}"
    return ""


def _unknown(expr: str, catalogue: Catalogue) -> Iterator[str]:
    names = (selector.name or ":" for selector in promql.selectors(expr))
    others = (name for name in names if ":" not in name and not name.startswith(_OTHERS))
    return (name for name in others if catalogue.find(name) is None)
