"""The difference of two dashboards as JSON, without what Grafana makes of its own."""

from __future__ import annotations

import difflib
import json
from typing import Any, Final

from archestra_ops.grafana.appearance import Json
from archestra_ops.grafana.sync.diff.change import mapping, objects

_SERVERS: Final = frozenset(
    {"id", "version", "iteration", "gnetId", "weekStart", "fiscalYearStartMonth"}
)


def unified(before: Json | None, after: Json) -> str:
    """What `diff -u` says of the dashboard in Grafana and the one that is wanted."""
    old = _lines(own(before)) if before is not None else []
    found = difflib.unified_diff(old, _lines(own(after)), "grafana", "wanted", lineterm="")
    return "".join(f"{line}\n" for line in found)


def own(dashboard: Json) -> Json:
    """*dashboard* as somebody wrote it: without numbers, versions and notes of a server."""
    found = {key: value for key, value in dashboard.items() if key not in _SERVERS}
    if "annotations" in found:
        drawn = objects(mapping(found["annotations"]).get("list"))
        found["annotations"] = {"list": [one for one in drawn if not one.get("builtIn")]}
    if "panels" in found:
        found["panels"] = _panels(found["panels"])
    return found


def _panels(panels: Any) -> list[Json]:  # noqa: ANN401 - any JSON
    found = []
    for panel in objects(panels):
        kept = {key: value for key, value in panel.items() if key != "pluginVersion"}
        if "panels" in kept:
            kept["panels"] = _panels(kept["panels"])
        found.append(kept)
    return found


def _lines(dashboard: Json) -> list[str]:
    return json.dumps(dashboard, indent=2, sort_keys=True, ensure_ascii=False).splitlines()
