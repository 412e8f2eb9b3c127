"""A dashboard in our own words, before it is Grafana JSON.

Expressions are PromQL with two additions: `{{ connections_used }}` is a signal, which the chosen
PostgreSQL provider binds, and `[database]` in a legend or alone in a grouping is a role, which
becomes the provider's label; `[server]` is its identity. A query whose signals the provider lacks
is left out, and a panel without queries too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal[
    "timeseries", "stat", "gauge", "bargauge", "table", "state-timeline", "traces", "logs"
]
Color = Literal["green", "yellow", "red", "blue", "orange", "purple", "text"]
Steps = Mapping[Color, float | None]
"""Thresholds: the colour from a value on; None is the colour below all others."""

PLAIN: Steps = {"text": None}


@dataclass(frozen=True, kw_only=True)
class Query:
    """One expression of a panel. `instant` asks for now, else for the whole time range."""

    expr: str
    legend: str = ""
    instant: bool = False


@dataclass(frozen=True, kw_only=True)
class TraceQuery:
    """One question to Tempo, in TraceQL; or a trace's id, for a panel that shows one trace.

    `limit` counts traces. `spans` asks for a row per span, up to so many of each trace; 0 asks
    for a row per trace. `instant` is for TraceQL metrics: one number for the whole time.
    """

    traceql: str
    limit: int = 20
    spans: int = 0
    instant: bool = False


@dataclass(frozen=True, kw_only=True)
class LogQuery:
    """One question to Loki, in LogQL; `limit` counts lines."""

    logql: str
    limit: int = 500


AnyQuery = Query | TraceQuery | LogQuery

# Which variable chooses the datasource for which kind of question.
SOURCES: Mapping[type, str] = {Query: "datasource", TraceQuery: "tempo", LogQuery: "loki"}


@dataclass(frozen=True, kw_only=True)
class Column:
    """How one field of a table is shown.

    `field` is the name that the datasource or a transformation gives it, `title` what it is
    called, `unit` Grafana's id. `opens` names a variable that a click sets to the value; `hidden`
    takes it out.
    """

    field: str
    title: str = ""
    unit: str = ""
    width: int = 0
    opens: str = ""
    hidden: bool = False


@dataclass(frozen=True, kw_only=True)
class Mapped:
    """What a value is shown as: a word in a colour."""

    text: str
    color: Color


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One question and its answer.

    `title` asks, `description` says what good looks like and what to do when it is not.
    `unit` is Grafana's id (`reqps`, `s`, `percentunit` …). `width` is in 24ths of the board,
    `height` in grid rows. `steps` colour values, `colors` series by legend. `words` replace
    values. `nothing` is what it says where no query finds a series. `stack` piles series up,
    `show_steps` draws the thresholds as lines. `interval` is the least step in Grafana's words
    (`1m`), `time_from` a time range of the panel's own. `columns` say how a table's fields are
    shown, `transformations` are Grafana's own, `sort_by` is the column that is sorted, largest
    first.
    """

    title: str
    description: str
    queries: tuple[AnyQuery, ...]
    unit: str
    kind: Kind = "timeseries"
    width: int = 12
    height: int = 8
    minimum: float | None = None
    maximum: float | None = None
    decimals: int | None = None
    steps: Steps = field(default_factory=lambda: PLAIN)
    colors: Mapping[str, Color] = field(default_factory=dict)
    words: Mapping[str, Mapped] = field(default_factory=dict)
    nothing: str = "no data"
    stack: bool = False
    show_steps: bool = False
    interval: str = ""
    time_from: str = ""
    columns: tuple[Column, ...] = ()
    transformations: tuple[Mapping[str, Any], ...] = ()
    sort_by: str = ""

    @property
    def promql(self) -> tuple[Query, ...]:
        """Its questions to Prometheus."""
        return tuple(query for query in self.queries if isinstance(query, Query))


@dataclass(frozen=True, kw_only=True)
class Row:
    """Panels that answer one question together; a collapsed row runs no query until opened."""

    title: str
    panels: tuple[Panel, ...]
    collapsed: bool = False


@dataclass(frozen=True, kw_only=True)
class Variable:
    """A choice on top of the board, listed by a Prometheus query.

    `any_value` is the pattern that All means; empty, All means every value that is listed.
    `filters` names a label: every selector of a metric that has it is narrowed to the choice.
    """

    name: str
    label: str
    query: str
    any_value: str = ".+"
    filters: str = ""


@dataclass(frozen=True, kw_only=True)
class TextVariable:
    """Something that is typed on top of the board, or set by a click in a table."""

    name: str
    label: str
    help: str
    default: str = ""


@dataclass(frozen=True, kw_only=True)
class Board:
    """One dashboard: which platform it is of, its questions in rows, its own variables.

    `found_by` are metrics that find the platform's jobs beside the anchors of its processes: those
    that a release may have which lacks an anchor.
    """

    slug: str
    title: str
    description: str
    platform: str
    tags: tuple[str, ...]
    rows: tuple[Row, ...]
    variables: tuple[Variable | TextVariable, ...] = ()
    found_by: tuple[str, ...] = ()
    time_from: str = "now-1h"
    refresh: str = "1m"

    @property
    def uid(self) -> str:
        """Its Grafana uid: ours, never upstream's, so that both can live in one Grafana."""
        return f"archestra-ops-{self.slug}"

    @property
    def sources(self) -> tuple[str, ...]:
        """The variables that choose its datasources: `datasource`, `tempo`, `loki`."""
        kinds = {type(query) for panel in self.panels for query in panel.queries}
        return tuple(name for kind, name in SOURCES.items() if kind in kinds)

    @property
    def panels(self) -> tuple[Panel, ...]:
        """All its panels."""
        return tuple(panel for row in self.rows for panel in row.panels)
