"""Is a rule loaded twice?

Two files with the same rules raise each alert twice, and what they record collides.
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.findings import Finding, Severity
from archestra_ops.prometheus.live_checks.check import found, id_of
from archestra_ops.prometheus.live_checks.product import Product
from archestra_ops.prometheus.live_checks.seen import Seen
from archestra_ops.prometheus.live_checks.wording import counted, listed

ID = id_of(__name__)


def check(seen: Seen) -> Iterator[Finding]:
    """Report rules that several files have; behind Thanos, each server of a pair has them."""
    if not seen.with_rules or seen.product is Product.THANOS:
        return
    for group, names in seen.drift.twice.items():
        files = dict.fromkeys(one.file for one in seen.groups or () if one.name == group)
        yield found(
            ID,
            Severity.WARNING,
            seen,
            f"{counted(len(names), 'rule')} of '{group}' "
            f"{'is' if len(names) == 1 else 'are'} loaded more than once: {listed(names)}",
            f"take it out of one of {listed(files)}" if len(files) > 1 else "load it once",
        )
