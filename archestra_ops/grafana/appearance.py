"""How each kind of panel looks: `fieldConfig` and `options`, every key set on purpose."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from archestra_ops.grafana.board import Kind, Panel

Json = dict[str, Any]

_REDUCED: Json = {"calcs": ["lastNotNull"], "fields": "", "values": False}
_OPTIONS: Mapping[Kind, Json] = {
    "timeseries": {
        "legend": {
            "showLegend": True,
            "displayMode": "table",
            "placement": "bottom",
            "calcs": ["lastNotNull", "max"],
            "sortBy": "Last *",
            "sortDesc": True,
        },
        "tooltip": {"mode": "multi", "sort": "desc", "hideZeros": False},
    },
    "stat": {
        "reduceOptions": _REDUCED,
        "graphMode": "none",
        "justifyMode": "center",
        "orientation": "auto",
        "textMode": "auto",
        "wideLayout": True,
    },
    "gauge": {
        "reduceOptions": _REDUCED,
        "orientation": "auto",
        "showThresholdLabels": False,
        "showThresholdMarkers": True,
        "sizing": "auto",
    },
    "bargauge": {
        "reduceOptions": _REDUCED,
        "displayMode": "basic",
        "orientation": "horizontal",
        "showUnfilled": True,
        "valueMode": "color",
        "namePlacement": "auto",
        "sizing": "auto",
    },
    "table": {"showHeader": True, "cellHeight": "sm"},
    "state-timeline": {
        "mergeValues": True,
        "showValue": "auto",
        "alignValue": "left",
        "rowHeight": 0.8,
        "legend": {"showLegend": True, "displayMode": "list", "placement": "bottom"},
        "tooltip": {"mode": "single", "sort": "none"},
    },
    "logs": {
        "showTime": True,
        "wrapLogMessage": True,
        "enableLogDetails": True,
        "sortOrder": "Ascending",
        "dedupStrategy": "none",
        "prettifyLogMessage": False,
        "showLabels": False,
        "showCommonLabels": False,
    },
    "traces": {},
}


def field_config(panel: Panel) -> Json:
    """Units, limits, colours and value words of a panel."""
    defaults: Json = {
        "unit": panel.unit,
        "thresholds": {"mode": "absolute", "steps": _steps(panel)},
        "color": {"mode": _color_mode(panel)},
        "noValue": panel.nothing,
        "custom": _custom(panel),
        "mappings": _mappings(panel),
    }
    limits = {"min": panel.minimum, "max": panel.maximum, "decimals": panel.decimals}
    defaults |= {key: value for key, value in limits.items() if value is not None}
    return {"defaults": defaults, "overrides": [_fixed(*c) for c in panel.colors.items()]}


def options(panel: Panel) -> Json:
    """Legend, tooltip and reduction of a panel."""
    looks = dict(_OPTIONS[panel.kind])
    if panel.kind == "stat":
        looks["colorMode"] = "background_solid" if len(panel.steps) > 1 else "value"
    if panel.kind == "table":
        looks["sortBy"] = [{"displayName": panel.sort_by, "desc": True}] if panel.sort_by else []
    return looks


def _steps(panel: Panel) -> list[Json]:
    return [{"color": color, "value": value} for color, value in panel.steps.items()]


def _color_mode(panel: Panel) -> str:
    by_state = panel.kind != "timeseries" and (len(panel.steps) > 1 or bool(panel.words))
    return "thresholds" if by_state else "palette-classic-by-name"


def _custom(panel: Panel) -> Json:
    match panel.kind:
        case "timeseries":
            return _lines(panel)
        case "state-timeline":
            return {"fillOpacity": 80, "lineWidth": 0, "spanNulls": False}
        case "table":
            return {"align": "auto", "cellOptions": {"type": "auto"}, "filterable": True}
        case "stat" | "gauge" | "bargauge" | "traces" | "logs":
            return {}


def _lines(panel: Panel) -> Json:
    return {
        "drawStyle": "line",
        "lineInterpolation": "linear",
        "lineWidth": 1,
        "fillOpacity": 35 if panel.stack else 8,
        "showPoints": "never",
        # A gap is an outage of the scrape and stays a gap.
        "spanNulls": False,
        "stacking": {"mode": "normal" if panel.stack else "none", "group": "A"},
        "thresholdsStyle": {"mode": "dashed" if panel.show_steps else "off"},
    }


def _mappings(panel: Panel) -> list[Json]:
    if not panel.words:
        return []
    words = {
        value: {"text": word.text, "color": word.color, "index": index}
        for index, (value, word) in enumerate(panel.words.items())
    }
    return [{"type": "value", "options": words}]


def _fixed(name: str, color: str) -> Json:
    """A series that means a state has that state's colour."""
    return {
        "matcher": {"id": "byName", "options": name},
        "properties": [{"id": "color", "value": {"mode": "fixed", "fixedColor": color}}],
    }
