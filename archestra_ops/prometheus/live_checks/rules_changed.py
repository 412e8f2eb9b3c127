"""Are our rules loaded as we would render them?

Expression, `for`, `keep_firing_for` and labels are compared; not annotations, which hold links that
are given when rules are rendered.
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.findings import Finding, Severity
from archestra_ops.prometheus.live_checks.advice import rendered_otherwise
from archestra_ops.prometheus.live_checks.check import found, id_of
from archestra_ops.prometheus.live_checks.seen import Seen
from archestra_ops.prometheus.live_checks.wording import listed

ID = id_of(__name__)


def check(seen: Seen) -> Iterator[Finding]:
    """Report rules that are loaded otherwise."""
    if not seen.with_rules or seen.mistaken:
        return
    alike: dict[tuple[str, tuple[str, ...]], dict[str, None]] = {}
    for change in seen.drift.changed:
        alike.setdefault((change.group, change.what), {})[change.rule] = None
    for (group, what), names in alike.items():
        yield found(
            ID,
            Severity.WARNING,
            seen,
            f"in '{group}' {listed(names)} {'is' if len(names) == 1 else 'are'} loaded otherwise: "
            f"{', '.join(what)}",
            rendered_otherwise(seen, "its"),
        )
