"""A dashboard without a fault, as JSON, that each rule's test puts its own fault into."""

from __future__ import annotations

import json
from typing import Any

from archestra_ops import packs
from archestra_ops.grafana.dashboard import Dashboard, read
from archestra_ops.grafana.lint import RULES
from archestra_ops.grafana.lint.scope import Scope, of_others

Json = dict[str, Any]

SOURCE = {"type": "prometheus", "uid": "${datasource}"}
CHOICE = {"name": "datasource", "type": "datasource", "query": "prometheus", "current": {}}
PROVIDERS = [packs.provider(name) for name in packs.provider_names()]
OTHERS: Scope = of_others(packs.platform("archestra"), PROVIDERS)


def query(expr: str, **settings: Any) -> Json:
    """A target that asks *expr*."""
    return {"refId": "A", "expr": expr, "legendFormat": "__auto", **settings}


def panel(*targets: str | Json, **settings: Any) -> Json:
    """A panel that asks *targets*, with everything that a panel must have."""
    asked = [query(one) if isinstance(one, str) else one for one in targets]
    return {
        "title": "Is it well?",
        "description": "It is.",
        "type": "timeseries",
        "datasource": SOURCE,
        "fieldConfig": {"defaults": {"unit": settings.pop("unit", "short")}},
        "targets": asked,
        **settings,
    }


def with_steps(*steps: tuple[str, float | None], **settings: Any) -> Json:
    """A panel with these thresholds."""
    made = panel("sum(up)", **settings)
    made["fieldConfig"]["defaults"]["thresholds"] = {
        "mode": "absolute",
        "steps": [{"color": color, "value": value} for color, value in steps],
    }
    return made


def variable(name: str, query: str, **settings: Any) -> Json:
    """A variable that asks *query*."""
    return {
        "name": name,
        "type": "query",
        "query": query,
        "datasource": SOURCE,
        "refresh": 2,
        **settings,
    }


def board(*panels: Json, variables: tuple[Json, ...] = (), **settings: Any) -> Json:
    """A dashboard of these panels, each on lines of its own."""
    placed = [
        {"id": n, "gridPos": {"x": 0, "y": 8 * n, "w": 24, "h": 8}, **one}
        for n, one in enumerate(panels, 1)
    ]
    return {
        "title": "Theirs",
        "schemaVersion": 41,
        "panels": placed,
        "templating": {"list": [CHOICE, *variables]},
        "annotations": {"list": []},
        **settings,
    }


def of(json_: Json) -> Dashboard:
    """*json_* as the rules get it."""
    return read(json.dumps(json_))


def said(rule: str, json_: Json, scope: Scope = OTHERS) -> list[str]:
    """What *rule* says of the dashboard *json_*: part and message."""
    return [f"{one.spot.part}: {one.message}" for one in RULES[rule](of(json_), scope)]


def hints(rule: str, json_: Json, scope: Scope = OTHERS) -> list[str]:
    """What *rule* advises."""
    return [one.hint for one in RULES[rule](of(json_), scope)]
