"""Which datasource a part of a dashboard asks."""

from __future__ import annotations

from collections.abc import Mapping

from archestra_ops import promql
from archestra_ops.grafana.dashboard.document import Located, text_of
from archestra_ops.grafana.dashboard.model import Source

Kinds = Mapping[str, str]
"""The plugin of each datasource variable, by the variable's name."""


def source_of(value: object, kinds: Kinds) -> Source:
    """The datasource that *value* refers to, an object or, before Grafana 8, a name."""
    if isinstance(value, Located):
        uid = text_of(value.get("uid"))
        return Source(text_of(value.get("type")) or _kind(uid, kinds), uid)
    name = text_of(value)
    return Source(_kind(name, kinds), name)


def _kind(uid: str, kinds: Kinds) -> str:
    return next((kinds[name] for name in promql.variables(uid) if name in kinds), "")
