"""Is every part of the estate scraped?

Most installations lose the worker's metrics: it has no Service in the Helm chart, and its page is
at another port than the web process's.
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.findings import Finding, Severity
from archestra_ops.prometheus.live_checks.advice import chosen
from archestra_ops.prometheus.live_checks.check import found, id_of
from archestra_ops.prometheus.live_checks.seen import POSTGRES, Seen

ID = id_of(__name__)


def check(seen: Seen) -> Iterator[Finding]:
    """Report parts without a target: a process is an error, the exporter a warning."""
    if seen.targets is None:
        return
    for part in seen.aim.parts:
        if seen.of(part):
            continue
        render = f"`ops scrape-config render{chosen(seen.aim.platform)}` writes the job"
        message = f"{seen.aim.title(part)} is not scraped: no target is it"
        if part == POSTGRES:
            hint = (
                f"of the provider '{seen.aim.provider.name}' (--postgres-provider) no series is "
                f"there; {render}"
            )
            yield found(ID, Severity.WARNING, seen, message, hint)
        else:
            process = seen.aim.platform.processes[part]
            hint = f"its page is at port {process.port}, path '{process.path}'; {render}"
            yield found(ID, Severity.ERROR, seen, message, hint)
