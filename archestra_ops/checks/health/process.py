"""Is it the process that was meant?"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.checks.check import id_of
from archestra_ops.checks.probe import WEB, WORKER, Health
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)
_IS = {
    WEB: "the web API answers here",
    WORKER: "a worker or a metrics port answers here",
}
_NAME_IT = {
    WEB: "name the web API with --web-api; its port is 9000",
    WORKER: "name the worker's metrics with --worker; without a worker of its own, the web process "
    "does its work",
}


def check(health: Health) -> Iterator[Finding]:
    """Report a process that another one stands in for.

    Web API and worker both have port 9000: on one host only one of them can be there, and that
    is no fault.
    """
    found = health.live.process
    for expected in health.target.processes:
        if found in ("", expected):
            continue
        shared = found in health.target.processes
        yield Finding(
            check=ID,
            severity=Severity.INFO if shared else Severity.ERROR,
            subject=health.target.subject,
            message=f"{_IS[found]}, not {_ARTICLE[expected]}",
            hint=_NAME_IT[expected],
        )


_ARTICLE = {WEB: "the web API", WORKER: "a worker"}
