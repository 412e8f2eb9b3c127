"""Does a target that is up bring the metrics of what it is called?

A job of the right name may scrape another program's page, or another port of the same pod; then
the target is up and boards are empty.
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.findings import Finding, Severity
from archestra_ops.prometheus.live_checks.check import found, id_of
from archestra_ops.prometheus.live_checks.seen import Seen

ID = id_of(__name__)


def check(seen: Seen) -> Iterator[Finding]:
    """Report targets that are up, by name are ours, and have none of our series."""
    for one in seen.targets or ():
        process = seen.aim.platform.processes.get(one.part)
        if one.has_page or one.target.health != "up" or process is None:
            continue
        anchor = seen.aim.platform.metric_of(process.anchor)
        condition = anchor.only_while if anchor else ""
        if condition and any(other.has_page for other in seen.of(one.part)):
            continue  # it is idle: another of them shows that it is the right page
        has = f"has while {condition}" if condition else "always has"
        yield found(
            ID,
            Severity.WARNING,
            seen,
            f"it is up, and called like {seen.aim.title(one.part)}, but has no "
            f"'{process.anchor}', which that {has}",
            f"its page is at port {process.port}, path '{process.path}'; "
            "an older release has fewer metrics, see `ops check metrics`",
            subject=one.subject,
        )
