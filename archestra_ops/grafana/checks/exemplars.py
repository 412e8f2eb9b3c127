"""Does an exemplar on a panel lead to its trace?

The Prometheus datasource says under "Exemplars", in `exemplarTraceIdDestinations`, which label of
an exemplar is a trace's id, and which datasource has that trace. What it is called is the
platform's: Archestra's exemplars have `traceID`, spelt so, and its log records `trace_id`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from archestra_ops.findings import Finding, Severity
from archestra_ops.grafana.api.model import Datasource
from archestra_ops.grafana.appearance import Json
from archestra_ops.grafana.checks.check import id_of
from archestra_ops.grafana.checks.seen import Seen

ID = id_of(__name__)


def check(seen: Seen) -> Iterator[Finding]:
    """Report exemplars that lead nowhere, by another label, or to what is no Tempo."""
    prometheus, tempo = seen.source("prometheus"), seen.source("tempo")
    if prometheus is None or prometheus.chosen is None or seen.datasources is None:
        return
    label = seen.trace_label
    if not label:
        return
    destinations = _destinations(prometheus.chosen.json_data)
    ours = [one for one in destinations if one.get("name") == label]
    of = f"of the Prometheus datasource '{prometheus.chosen.name}'"
    if ours:
        yield from _led(seen, ours, seen.datasources, of)
    elif destinations:
        names = ", ".join(f"'{one.get('name')}'" for one in destinations)
        message = (
            f"the exemplars {of} are linked by {names}, and those of {seen.title} have '{label}'"
        )
        yield _finding(seen, message)
    elif tempo is not None and tempo.known:
        message = f"exemplars {of} lead to no trace: it has no destination for '{label}'"
        yield _finding(seen, message)


def _led(
    seen: Seen, ours: Sequence[Json], there: Sequence[Datasource], of: str
) -> Iterator[Finding]:
    """What is wrong with where the destinations *ours* lead; one by address is taken as it is."""
    for one in ours:
        uid = one.get("datasourceUid")
        found = next((each for each in there if each.uid == uid), None)
        start = f"the exemplars {of} lead to"
        if not uid and not one.get("url"):
            yield _finding(seen, f"{start} nothing: no datasource is chosen")
        elif uid and found is None:
            message = f"{start} the datasource '{uid}', which is not there"
            yield _finding(seen, message)
        elif found is not None and found.type != "tempo":
            message = f"{start} '{found.name}', which is of type '{found.type}', not Tempo"
            yield _finding(seen, message)


def _destinations(settings: Json) -> list[dict[str, Any]]:
    found = settings.get("exemplarTraceIdDestinations")
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _finding(seen: Seen, message: str) -> Finding:
    return Finding(
        check=ID,
        severity=Severity.WARNING,
        subject=seen.url,
        message=message,
        hint="in its settings, under Exemplars, add an internal link to Tempo with the label name "
        f"'{seen.trace_label}'; `ops dashboards datasources` writes it",
    )
