"""Do the clocks agree?

A query is for a time: with a clock that is wrong boards and rules look beside the newest samples.
The server's clock is told by its answers, a process's by the second in which it says it started.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from archestra_ops.findings import Finding, Severity
from archestra_ops.prometheus.live_checks.check import found, id_of
from archestra_ops.prometheus.live_checks.seen import Seen
from archestra_ops.prometheus.live_checks.wording import spoken

ID = id_of(__name__)
_MOST: Final = 5.0  # seconds
_HINT: Final = "is NTP running on both machines?"


def check(seen: Seen) -> Iterator[Finding]:
    """Report a server whose clock is not ours, and processes that start in the future."""
    ahead = seen.ahead or 0.0
    if abs(ahead) > _MOST:
        side = "ahead of" if ahead > 0 else "behind"
        message = f"its clock is {spoken(abs(ahead))} {side} this machine's"
        yield found(ID, Severity.WARNING, seen, message, _HINT)
    for one in seen.targets or ():
        early = one.started - (seen.now + ahead)
        if early > _MOST:
            message = f"its clock is at least {spoken(early)} ahead of the server's"
            yield found(ID, Severity.WARNING, seen, message, _HINT, subject=one.subject)
