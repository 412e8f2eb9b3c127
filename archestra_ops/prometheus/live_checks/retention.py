"""Are samples kept for as long as our rules look back?

An error budget is of 30 days, budgets of costs may be too; Prometheus keeps 15 days unless told
with --storage.tsdb.retention.time. What is gone counts as nothing, and no rule fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from archestra_ops.errors import OpsError
from archestra_ops.findings import Finding, Severity
from archestra_ops.prometheus import duration
from archestra_ops.prometheus.live_checks.check import found, id_of
from archestra_ops.prometheus.live_checks.seen import Seen
from archestra_ops.prometheus.live_checks.windows import looks_back
from archestra_ops.prometheus.live_checks.wording import counted, listed

ID = id_of(__name__)
_DAY: Final = 86_400.0
_BY_SIZE: Final = re.compile(r"[0-9.]+ ?[KMGTPE]?i?B")


def check(seen: Seen) -> Iterator[Finding]:
    """Report rules that look back for longer than samples are kept."""
    kept = _kept(seen.retention or "")
    if kept is None:
        return
    longer = {name: back for name, back in looks_back(seen.aim.groups) if back > kept}
    if not longer:
        return
    days = max(longer.values()) / _DAY
    names = dict.fromkeys(longer)
    yield found(
        ID,
        Severity.WARNING,
        seen,
        f"samples are kept for {seen.retention}, and {counted(len(names), 'rule')} of ours "
        f"{'looks' if len(names) == 1 else 'look'} back for up to {days:g} days: "
        f"{listed(names, 2)}",
        f"set --storage.tsdb.retention.time={days + 1:.0f}d, or ask a storage for the long term",
    )


def _kept(text: str) -> float | None:
    """The time in `15d`, `10GiB` or `15d or 10GiB`, in seconds; None where it has none."""
    for part in text.split(" or "):
        if not _BY_SIZE.fullmatch(part):
            try:
                return duration.seconds(part) or None
            except OpsError:
                return None
    return None
