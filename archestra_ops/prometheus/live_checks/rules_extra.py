"""Are rules loaded in our groups that we would not render?

They are from another release, for another provider or profile, or somebody's own: those are safer
in a group of another name, which no new file replaces.
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.findings import Finding, Severity
from archestra_ops.prometheus.live_checks.advice import rendered_otherwise
from archestra_ops.prometheus.live_checks.check import found, id_of
from archestra_ops.prometheus.live_checks.seen import Seen
from archestra_ops.prometheus.live_checks.wording import counted, listed

ID = id_of(__name__)


def check(seen: Seen) -> Iterator[Finding]:
    """Report rules in our groups that are not ours."""
    if not seen.with_rules or seen.mistaken:
        return
    for group, names in seen.drift.extra.items():
        yield found(
            ID,
            Severity.WARNING,
            seen,
            f"{counted(len(names), 'rule')} in '{group}' would not be rendered: {listed(names)}",
            rendered_otherwise(seen, "their"),
        )
