"""The choices on top of a board: datasource, installation, process, PostgreSQL server."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from archestra_ops import promql
from archestra_ops.grafana.appearance import Json
from archestra_ops.grafana.board import Board, TextVariable, Variable
from archestra_ops.grafana.filters import Filters
from archestra_ops.packs.model import Platform
from archestra_ops.packs.provider import Provider

PROMETHEUS: Json = {"type": "prometheus", "uid": "${datasource}"}
TEMPO: Json = {"type": "tempo", "uid": "${tempo}"}
LOKI: Json = {"type": "loki", "uid": "${loki}"}
_SOURCES = {
    "datasource": ("Data Source", "prometheus"),
    "tempo": ("Tempo", "tempo"),
    "loki": ("Loki", "loki"),
}


def variables(
    board: Board,
    platform: Platform,
    provider: Provider | None,
    agent_labels: Sequence[str] = (),
) -> list[Json]:
    """Every variable of *board*; *provider* where the board has PostgreSQL panels."""
    filters = Filters(platform)
    asked = any(panel.promql for panel in board.panels)
    own = [*identity(platform, board.found_by)] if asked else []
    own += [
        replace(variable, query=_within(filters, variable.query))
        for variable in board.variables
        if isinstance(variable, Variable)
    ]
    own += [_agent_label(name, platform) for name in agent_labels if _takes(board, platform)]
    if provider is not None:
        own += postgres(provider)
    typed = [_text(v) for v in board.variables if isinstance(v, TextVariable)]
    return [*_datasources(board), *map(_query, own), *typed]


def identity(platform: Platform, found_by: Sequence[str] = ()) -> Iterator[Variable]:
    """Which installation, and which of its processes; *found_by* find them beside the anchors.

    `cluster` and `namespace` may be absent from every series, so that All must match nothing too.
    All jobs are those that are listed, not any: `up`, `process_*` and `nodejs_*` have every job's
    series, those of Prometheus itself too.
    """
    anchors = _any_of(tuple(dict.fromkeys((*platform.anchors, *found_by))))
    yield Variable(
        name="cluster",
        label="Cluster",
        query=f"label_values({{{anchors}}}, cluster)",
        any_value=".*",
    )
    yield Variable(
        name="namespace",
        label="Namespace",
        query=f'label_values({{{anchors},cluster=~"$cluster"}}, namespace)',
        any_value=".*",
    )
    within = f'{anchors},cluster=~"$cluster",namespace=~"$namespace"'
    yield Variable(name="job", label="Job", query=f"label_values({{{within}}}, job)", any_value="")
    yield Variable(
        name="instance",
        label="Instance",
        query=f'label_values({{{within},job=~"$job"}}, instance)',
    )


def postgres(provider: Provider) -> Iterator[Variable]:
    """Which exporter, and which server behind it."""
    anchors = _any_of(provider.anchors)
    yield Variable(name="pg_job", label="PostgreSQL job", query=f"label_values({{{anchors}}}, job)")
    yield Variable(
        name="pg_instance",
        label="PostgreSQL server",
        query=f'label_values({{{anchors},job=~"$pg_job"}}, {provider.identity[0]})',
        # A collector older than 0.143 has no identity of its own on its series.
        any_value=".*",
    )


def _within(filters: Filters, query: str) -> str:
    """A variable's query, asked of the chosen installation only."""
    selector, _, label = query.removeprefix("label_values(").rpartition(",")
    return f"label_values({filters.narrow(selector)},{label}"


def _agent_label(name: str, platform: Platform) -> Variable:
    """A custom agent label; agents without it have it empty, so that All must match that.

    It is shown without what the platform puts in front.
    """
    metric = next(m for m in platform.metrics.values() if m.custom_labels)
    query = f"label_values({metric.samples[-1]}, {name})"
    return Variable(
        name=name,
        label=name.removeprefix(platform.custom_labels_prefix),
        query=_within(Filters(platform), query),
        any_value=".*",
    )


def _takes(board: Board, platform: Platform) -> bool:
    """Whether a metric of *board* has custom agent labels."""
    names = {
        selector.name
        for panel in board.panels
        for query in panel.promql
        for selector in promql.selectors(query.expr)
    }
    metrics = [platform.metric_of(name) for name in names if name]
    return any(metric is not None and metric.custom_labels for metric in metrics)


def _datasources(board: Board) -> Iterator[Json]:
    """A choice of datasource for each kind that a panel asks, Prometheus first."""
    for name in board.sources:
        label, kind = _SOURCES[name]
        yield _datasource(name, label, kind)


def _any_of(metrics: Sequence[str]) -> str:
    return f'__name__=~"{"|".join(metrics)}"'


def _datasource(name: str, label: str, kind: str) -> Json:
    return {
        "name": name,
        "label": label,
        "type": "datasource",
        "query": kind,
        "regex": "",
        "current": {},
        "hide": 0,
        "includeAll": False,
        "multi": False,
        "options": [],
        "refresh": 1,
        "skipUrlSync": False,
    }


def _text(variable: TextVariable) -> Json:
    chosen = {"selected": True, "text": variable.default, "value": variable.default}
    return {
        "name": variable.name,
        "label": variable.label,
        "description": variable.help,
        "type": "textbox",
        "query": variable.default,
        "current": chosen,
        "options": [chosen],
        "hide": 0,
        "skipUrlSync": False,
    }


def _query(variable: Variable) -> Json:
    return {
        "name": variable.name,
        "label": variable.label,
        "type": "query",
        "datasource": PROMETHEUS,
        "definition": variable.query,
        "query": {"query": variable.query, "refId": f"variable-{variable.name}"},
        "regex": "",
        "current": {"selected": True, "text": ["All"], "value": ["$__all"]},
        **({"allValue": variable.any_value} if variable.any_value else {}),
        "hide": 0,
        "includeAll": True,
        "multi": True,
        "options": [],
        "refresh": 2,
        "skipUrlSync": False,
        "sort": 1,
    }
