"""Whether an alert has one of the annotations that say the same thing."""

from __future__ import annotations

from archestra_ops.prometheus.rule_lint.rulefile import Entry


def lacks(entry: Entry, *names: str) -> bool:
    """Whether *entry* is an alert, and none of *names* is among its annotations."""
    annotations = entry.table.table("annotations")
    return entry.is_alert and not any(annotations.text(name) for name in names)
