"""Are our boards there?

That is only told: whether they are as they should be is what `ops dashboards plan` says.
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.findings import Finding, Severity
from archestra_ops.grafana.checks.check import id_of
from archestra_ops.grafana.checks.seen import Seen

ID = id_of(__name__)


def check(seen: Seen) -> Iterator[Finding]:
    """Report boards that are not there."""
    absent = [slug for slug, there in seen.boards.items() if not there]
    if not absent:
        return
    count, names = len(seen.boards), ", ".join(f"'{slug}'" for slug in absent)
    if count > 1 and len(absent) == count:
        message = f"none of our {count} boards is there"
    else:
        message = f"of our boards, not there: {names}"
    yield Finding(
        check=ID,
        severity=Severity.INFO,
        subject=seen.url,
        message=message,
        hint="`ops dashboards import` puts them there",
    )
