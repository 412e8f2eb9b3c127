"""A Grafana as it should be, to be changed by a test into what a check is for."""

from __future__ import annotations

from archestra_ops.findings import Finding
from archestra_ops.grafana.api.model import Datasource, Health
from archestra_ops.grafana.checks.check import Check
from archestra_ops.grafana.checks.seen import Seen, Source
from archestra_ops.grafana.sync.folders import Located

URL = "http://g"
EXEMPLARS = {"exemplarTraceIdDestinations": [{"name": "traceID", "datasourceUid": "tempo-1"}]}
ADMIN = {
    name: ["*"]
    for name in ("dashboards:create", "dashboards:write", "datasources:write", "folders:create")
}
VIEWER = {"dashboards:read": ["dashboards:*"], "folders:read": ["folders:*"]}


def datasource(plugin: str, number: int = 1, **more: object) -> Datasource:
    settings = EXEMPLARS if plugin == "prometheus" else {}
    uid = f"{plugin}-{number}"
    made = {"uid": uid, "name": uid.title(), "type": plugin, "json_data": settings}
    return Datasource(**{**made, **more})


def source(plugin: str, **more: object) -> Source:
    one = datasource(plugin)
    made = {"plugin": plugin, "known": (one,), "chosen": one, "health": (True, "It works.")}
    return Source(**{**made, **more})


def seen(*changed: Source, **more: object) -> Seen:
    """All is well, but for what is given: sources by their plugin, and fields."""
    sources = {one: source(one) for one in ("prometheus", "tempo", "loki")}
    sources |= {one.plugin: one for one in changed}
    made = {
        "url": URL,
        "title": "Archestra",
        "trace_label": "traceID",
        "health": Health(ok=True, version="11.6.4", database="ok"),
        "logged_in": True,
        "organisation": "Main Org.",
        "permissions": ADMIN,
        "folder": Located(uid="archestra-ops-archestra", path=("Archestra Ops",)),
        "writable": True,
        "boards": {"mcp-monitoring": True, "genai-observability": True},
        "datasources": tuple(each for one in sources.values() for each in one.known),
        "sources": tuple(sources.values()),
    }
    return Seen(**{**made, **more})


def told(check: Check, of: Seen) -> list[tuple[str, str, str]]:
    """Severity, message and hint of what *check* finds; all else is the same for each."""
    found = list(check.check(of))
    assert all(isinstance(one, Finding) and one.check == check.ID for one in found)
    return [(str(one.severity), one.message, one.hint) for one in found]
