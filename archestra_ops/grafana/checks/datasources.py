"""Are there datasources of the types that the boards ask: Prometheus, Tempo and Loki?

The boards let their viewers choose; an import says what they start with.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from archestra_ops.findings import Finding, Severity
from archestra_ops.grafana.checks.check import id_of
from archestra_ops.grafana.checks.seen import Seen, Source
from archestra_ops.grafana.sync.datasources import TITLES

ID = id_of(__name__)
_EMPTY: Final[Mapping[str, str]] = {
    "prometheus": "the boards stay empty",
    "tempo": "panels of traces stay empty",
    "loki": "panels of logs stay empty",
}
_SHOWN = 5


def check(seen: Seen) -> Iterator[Finding]:
    """Report a type without a datasource, one named that is none, and a choice left to Grafana."""
    for source in seen.sources:
        if source.problem is not None:
            message, hint = str(source.problem), source.problem.hint
            yield _finding(seen, Severity.ERROR, message, hint)
        elif seen.datasources is not None and not source.known:
            yield _none(seen, source.plugin)
        elif len(source.known) > 1 and not source.named:
            yield _several(seen, source)


def _none(seen: Seen, plugin: str) -> Finding:
    severity = Severity.ERROR if plugin == "prometheus" else Severity.WARNING
    message = f"there is no {TITLES[plugin]} datasource: {_EMPTY[plugin]}"
    hint = f"`ops dashboards datasources --{plugin} URL` writes it for Grafana's provisioning"
    return _finding(seen, severity, message, hint)


def _several(seen: Seen, source: Source) -> Finding:
    names = [f"'{one.name}'" for one in source.known[:_SHOWN]]
    more = f" and {len(source.known) - _SHOWN} more" if len(source.known) > _SHOWN else ""
    taken = source.chosen.name if source.chosen else ""
    message = (
        f"there are {len(source.known)} {TITLES[source.plugin]} datasources, "
        f"{', '.join(names)}{more}: boards start with '{taken}', which Grafana chooses"
    )
    hint = f"name the one that has the data of {seen.title} with --datasource {source.plugin}=NAME"
    return _finding(seen, Severity.INFO, message, hint)


def _finding(seen: Seen, severity: Severity, message: str, hint: str) -> Finding:
    return Finding(check=ID, severity=severity, subject=seen.url, message=message, hint=hint)
