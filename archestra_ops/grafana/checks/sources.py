"""Which datasource of each plugin the boards start with: as an import has it, and Grafana then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archestra_ops.errors import OpsError
from archestra_ops.grafana.api.model import Datasource
from archestra_ops.grafana.checks.seen import Source
from archestra_ops.grafana.sync.datasources import start


def source(plugin: str, there: Sequence[Datasource] | None, given: Mapping[str, str]) -> Source:
    """The datasource of *plugin*, of those that are *there*: the one *given*, or Grafana's choice.

    *there* is None where the login may not list them: what is given is believed then.
    """
    known = tuple(one for one in there or () if one.type == plugin)
    if plugin not in given:
        return Source(plugin=plugin, known=known, chosen=_grafanas(known))
    try:
        begun = start(there, given, [plugin])
    except OpsError as error:
        return Source(plugin=plugin, known=known, named=True, problem=error)
    uid = begun.defaults[plugin]["value"]
    believed = Datasource(uid=uid, name=uid, type=plugin, json_data={})
    chosen = next((one for one in known if one.uid == uid), believed)
    return Source(plugin=plugin, known=known, chosen=chosen, named=True)


def _grafanas(known: Sequence[Datasource]) -> Datasource | None:
    """What a variable starts with by itself: the default datasource, or else the first."""
    return next((one for one in known if one.is_default), known[0] if known else None)
