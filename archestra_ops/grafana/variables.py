"""The choices on top of a board: datasource, installation, process, PostgreSQL server."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archestra_ops.grafana.appearance import Json
from archestra_ops.grafana.board import Board, Variable
from archestra_ops.packs.model import Platform
from archestra_ops.packs.provider import Provider

PROMETHEUS: Json = {"type": "prometheus", "uid": "${datasource}"}


def variables(board: Board, platform: Platform, provider: Provider | None) -> list[Json]:
    """Every variable of *board*; *provider* where the board has PostgreSQL panels."""
    own = [*identity(platform), *board.variables]
    if provider is not None:
        own += postgres(provider)
    return [_datasource(), *map(_query, own)]


def identity(platform: Platform) -> Iterator[Variable]:
    """Which installation, and which of its processes.

    `cluster` and `namespace` may be absent from every series, so that All must match nothing too.
    All jobs are those that are listed, not any: `up`, `process_*` and `nodejs_*` have every job's
    series, those of Prometheus itself too.
    """
    anchors = _any_of(platform.anchors)
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


def _any_of(metrics: Sequence[str]) -> str:
    return f'__name__=~"{"|".join(metrics)}"'


def _datasource() -> Json:
    return {
        "name": "datasource",
        "label": "Data Source",
        "type": "datasource",
        "query": "prometheus",
        "regex": "",
        "current": {},
        "hide": 0,
        "includeAll": False,
        "multi": False,
        "options": [],
        "refresh": 1,
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
