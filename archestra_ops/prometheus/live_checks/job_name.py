"""Do the alerts find the job?

Alerts on `up` know each process by the name of its job (the values
`availability.<process>_job`), because a process that never came up has no other series. A job of
another name is on the boards, and never missed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archestra_ops.findings import Finding, Severity
from archestra_ops.prometheus.live_checks.check import found, id_of
from archestra_ops.prometheus.live_checks.seen import Seen

ID = id_of(__name__)


def check(seen: Seen) -> Iterator[Finding]:
    """Report jobs of processes that the alerts' pattern does not match."""
    for part, pattern in seen.aim.jobs.items():
        jobs = dict.fromkeys(one.target.labels.get("job", "") for one in seen.of(part))
        for job in jobs:
            if not re.fullmatch(pattern, job):
                yield found(
                    ID,
                    Severity.WARNING,
                    seen,
                    f"alerts do not find {seen.aim.title(part)} by its job '{job}', so that "
                    "nobody is told when it goes down",
                    f"render the rules with --set availability.{part}_job='{job}', or name the "
                    f"job '{seen.aim.platform.processes[part].job}'",
                )
