"""A window that reads very many samples at each evaluation.

`increase(x[30d])` of a metric that is scraped every 15 s reads 172,800 samples of each series, each
minute anew, and only finds them where Prometheus keeps them that long (15 days unless told). Steps
that a rule records every hour are 720, and can be kept for longer. A share over three days is left
alone: burn-rate alerts are made of such, of raw counters as well.
https://prometheus.io/docs/practices/rules/
https://sre.google/workbook/alerting-on-slos/
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops import promql
from archestra_ops.expressions.wrong import Wrong
from archestra_ops.packs.catalogue import Catalogue
from archestra_ops.promql.durations import seconds
from archestra_ops.promql.tree import Call, Operation, Vector, walk

_BURN_RATE = 3 * 86_400  # seconds: the longest window of the workbook's alerts
_RATES = frozenset({"rate", "increase"})
_MOST = 11_000  # samples: as many points as Prometheus gives for one series of an answer


def find(expr: str, catalogue: Catalogue) -> Iterator[Wrong]:
    """The windows of *expr* over too many samples; those over recorded series (`a:b`) are fine."""
    if "[" not in expr:
        return
    shares = _of_shares(expr)
    for selector in promql.selectors(expr):
        name = selector.name or ""
        length = seconds(selector.window or "")
        if length is None or ":" in name:
            continue
        if length <= _BURN_RATE and selector.vector in shares:
            continue
        count = length / catalogue.interval_of(name)
        if count > _MOST:
            yield Wrong(
                f"a window of {selector.window} reads {count:,.0f} samples of each series",
                "record shorter steps with a rule, and take the window over those",
            )


def _of_shares(expr: str) -> frozenset[Vector]:
    """The selectors of rates that are divided by one another."""
    return frozenset(
        one.children[0]
        for node in promql.nodes(expr)
        if isinstance(node, Operation) and node.op == "/"
        for one in walk(node)
        if isinstance(one, Call) and one.name in _RATES and isinstance(one.children[0], Vector)
    )
