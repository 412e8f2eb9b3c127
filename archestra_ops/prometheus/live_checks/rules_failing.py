"""Can our rules be evaluated, and in time?

A rule that fails is silent. One that takes longer than its interval is evaluated more rarely.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from archestra_ops.findings import Finding, Severity
from archestra_ops.prometheus import duration
from archestra_ops.prometheus.live_checks.check import found, id_of
from archestra_ops.prometheus.live_checks.drift import is_of
from archestra_ops.prometheus.live_checks.seen import Seen
from archestra_ops.prometheus.results import LoadedGroup

ID = id_of(__name__)
_ALERT: Final = "RuleEvaluationFailing"


def check(seen: Seen) -> Iterator[Finding]:
    """Report rules of ours whose last evaluation failed, and groups that take too long."""
    names = tuple(group.name for group in seen.aim.groups)
    for group in seen.groups or ():
        if not is_of(group.name, names):
            continue
        yield from _failing(seen, group)
        if 0 < group.interval < group.took:
            yield found(
                ID,
                Severity.WARNING,
                seen,
                f"'{group.name}' takes {group.took:.1f} s to evaluate, longer than its interval "
                f"of {duration.text(group.interval)}",
                "is the server overloaded? the value `selector` makes rules look at fewer series",
            )


def _failing(seen: Seen, group: LoadedGroup) -> Iterator[Finding]:
    for rule in group.rules:
        if rule.health == "err":
            yield found(
                ID,
                Severity.ERROR,
                seen,
                f"'{rule.name}' of '{group.name}' cannot be evaluated: {rule.error}",
                _reasons(seen),
            )


def _reasons(seen: Seen) -> str:
    """Where to read why rules fail: the runbook of the alert on that, if it is among ours."""
    alerts = (rule.alert for group in seen.aim.groups for rule in group.rules)
    known = next((alert for alert in alerts if alert.endswith(_ALERT)), "")
    return f"the runbook of '{known}' has the usual reasons" if known else ""
