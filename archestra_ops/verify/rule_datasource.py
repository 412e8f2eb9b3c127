"""Which datasource of a Grafana its rules ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archestra_ops.errors import OpsError
from archestra_ops.grafana.api import Grafana
from archestra_ops.grafana.api.errors import ForbiddenError
from archestra_ops.grafana.api.model import Datasource
from archestra_ops.grafana.sync.datasources import start

_PLUGIN = "prometheus"


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """A datasource: the uid, and the name that people know it by."""

    uid: str
    name: str


def datasource(grafana: Grafana, given: Mapping[str, str]) -> Chosen:
    """The Prometheus datasource that is *given*, by uid or name, or the only one that there is.

    *given* is by plugin, as options have it. Raises OpsError where none or several could be meant,
    and what *grafana* raises.
    """
    for plugin in given:
        if plugin != _PLUGIN:
            raise OpsError(
                f"rules ask no datasource of type '{plugin}'",
                hint=f"as in --datasource {_PLUGIN}=Mimir",
            )
    there = _there(grafana)
    found = start(there, given, [_PLUGIN]).defaults.get(_PLUGIN)
    if found is None:
        raise _none(grafana.url, there)
    return Chosen(uid=found["value"], name=found["text"])


def _there(grafana: Grafana) -> Sequence[Datasource] | None:
    try:
        return grafana.datasources()
    except ForbiddenError:  # an Editor's own may do everything but this
        return None


def _none(url: str, there: Sequence[Datasource] | None) -> OpsError:
    if there is None:
        return OpsError(
            f"the login may not list the datasources of '{url}'",
            hint=f"give the uid of the one to ask: --datasource {_PLUGIN}=UID",
        )
    names = ", ".join(f"'{one.name}'" for one in there if one.type == _PLUGIN)
    if names:
        return OpsError(
            f"'{url}' has several Prometheus datasources: {names}",
            hint=f"name the one to ask: --datasource {_PLUGIN}=NAME",
        )
    return OpsError(
        f"'{url}' has no Prometheus datasource", hint="add the one that has the metrics"
    )
