"""What the server makes of the JSON of a board: not what was sent."""

from __future__ import annotations

from copy import deepcopy

from tests.servers.grafana.replies import Json
from tests.servers.grafana.writing import without_identity

_SCHEMA = 42
_DEFAULTS: Json = {
    "annotations": {"list": []},
    "editable": True,
    "graphTooltip": 0,
    "links": [],
    "panels": [],
    "preload": False,
    "templating": {"list": []},
    "time": {"from": "now-6h", "to": "now"},
    "timepicker": {},
    "timezone": "",
}


def migrated(spec: Json, api: str) -> Json:
    """*spec* as the version *api* has it: v0alpha1 leaves it alone, v1 brings it up to date."""
    spec = without_identity(spec)
    if api == "v0alpha1":
        return spec
    return deepcopy(_DEFAULTS) | spec | {"schemaVersion": _SCHEMA}
