"""Which schema a dashboard is in."""

from __future__ import annotations

from archestra_ops.errors import OpsError
from archestra_ops.grafana.appearance import Json


def is_v2(dashboard: Json) -> bool:
    """Whether *dashboard* is in the schema v2, with or without its Kubernetes wrapping.

    Grafana 13 exports that by default, and its classic API and file provisioning refuse it, see
    https://github.com/grafana/grafana/issues/123607.
    """
    version = dashboard.get("apiVersion")
    if isinstance(version, str) and version.startswith("dashboard.grafana.app/"):
        return version.partition("/")[2].startswith("v2")
    return "elements" in dashboard and isinstance(dashboard.get("layout"), dict)


def refuse_v2(dashboard: Json) -> None:
    """Raise OpsError where *dashboard* is in the schema v2."""
    if is_v2(dashboard):
        raise OpsError(
            f"the dashboard {_named(dashboard)!r} is in Grafana's schema v2, which only its newer "
            "API reads",
            hint="export it once more as JSON of the classic schema (v1)",
        )


def _named(dashboard: Json) -> str:
    for name in (dashboard.get("title"), (dashboard.get("spec") or {}).get("title")):
        if isinstance(name, str) and name:
            return name
    return str(dashboard.get("uid") or "without a title")
