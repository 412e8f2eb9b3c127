"""Are our rules loaded?

Without them nobody is woken, and boards lack what rules record: error budgets and their like.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from archestra_ops.findings import Finding, Severity
from archestra_ops.prometheus.live_checks.advice import chosen, spoken
from archestra_ops.prometheus.live_checks.check import found, id_of
from archestra_ops.prometheus.live_checks.product import Product
from archestra_ops.prometheus.live_checks.seen import Seen
from archestra_ops.prometheus.live_checks.wording import counted, listed

ID = id_of(__name__)
_LOAD: Final = {
    Product.PROMETHEUS: "`ops alerts render --out FILE{chosen}` writes them; name FILE under "
    "'rule_files'",
    Product.MIMIR: "`ops alerts import --to mimir{chosen}` loads them into the tenant's ruler",
    Product.THANOS: "load what `ops alerts render{chosen}` writes into the servers behind it, or "
    "into Thanos Ruler",
    Product.VICTORIA_METRICS: "give vmalert what `ops alerts render{chosen}` writes with -rule, "
    "and this server -vmalert.proxyURL, so that they can be looked at",
}


def check(seen: Seen) -> Iterator[Finding]:
    """Report that none of ours is loaded, or which are not."""
    if seen.groups is None or not seen.aim.groups or seen.mistaken:
        return
    hint = _LOAD.get(seen.product, _LOAD[Product.PROMETHEUS])
    hint = spoken(seen) or hint.format(chosen=chosen(seen.aim.platform))
    if not seen.with_rules:
        count = sum(len(group.rules) for group in seen.aim.groups)
        message = f"none of our {counted(count, 'rule')} is loaded: nobody is woken"
        yield found(
            ID, Severity.WARNING, seen, message, f"{hint}; rules in Grafana are not seen here"
        )
        return
    for group, names in seen.drift.missing.items():
        is_or_are = "is" if len(names) == 1 else "are"
        message = (
            f"{counted(len(names), 'rule')} of '{group}' {is_or_are} not loaded: {listed(names)}"
        )
        yield found(ID, Severity.WARNING, seen, message, hint)
