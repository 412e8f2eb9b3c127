"""Do the datasources that the boards start with work, by Grafana's own test of them?

It is what "Save & test" runs. Not every plugin of every version has one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from archestra_ops.findings import Finding, Severity
from archestra_ops.grafana.checks.check import id_of
from archestra_ops.grafana.checks.seen import Seen, Source
from archestra_ops.grafana.sync.datasources import TITLES
from archestra_ops.http import shown

ID = id_of(__name__)
UNTOLD: Final = frozenset({"Not found", "Method not implemented"})
"""What Grafana says where a plugin has no test."""


def check(seen: Seen) -> Iterator[Finding]:
    """Report datasources that do not work, and those that Grafana cannot test."""
    for source in seen.sources:
        if source.chosen is None or source.health is None:
            continue
        said = source.health[1]
        name = f"the {TITLES[source.plugin]} datasource '{source.chosen.name}'"
        if said in UNTOLD:
            message = f"Grafana {seen.major or ''} cannot test {name}".replace("  ", " ")
            hint = "whether it works, its Explore page tells"
            yield _finding(seen, Severity.INFO, message, hint)
        elif is_broken(source):
            url = f" at '{shown(source.chosen.url)}'" if source.chosen.url else ""
            message = f"{name} does not work: {said}"
            hint = f"does Grafana reach it{url}, with the right credentials?"
            yield _finding(seen, Severity.ERROR, message, hint)


def is_broken(source: Source) -> bool:
    """Whether Grafana has tested the datasource, and it does not work."""
    return source.health is not None and not source.health[0] and source.health[1] not in UNTOLD


def _finding(seen: Seen, severity: Severity, message: str, hint: str) -> Finding:
    return Finding(check=ID, severity=severity, subject=seen.url, message=message, hint=hint)
