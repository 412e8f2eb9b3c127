"""Could everything be asked?

What got no answer, or none of a Grafana, is neither right nor wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from archestra_ops.findings import Finding, Severity
from archestra_ops.grafana.checks.check import id_of
from archestra_ops.grafana.checks.seen import Seen

ID = id_of(__name__)


def check(seen: Seen) -> Iterator[Finding]:
    """Report what kept us from seeing something, and panels whose queries got no answer."""
    for error in seen.failures:
        yield _finding(seen, str(error), error.hint)
    unasked = [panel.unasked for panel in seen.panels if panel.unasked is not None]
    hints = {str(error): error.hint for error in unasked}
    for message, count in Counter(map(str, unasked)).items():
        yield _finding(seen, f"{_panels(count)} could not be asked: {message}", hints[message])


def _panels(count: int) -> str:
    return f"{count} panel{'' if count == 1 else 's'}"


def _finding(seen: Seen, message: str, hint: str) -> Finding:
    return Finding(check=ID, severity=Severity.ERROR, subject=seen.url, message=message, hint=hint)
