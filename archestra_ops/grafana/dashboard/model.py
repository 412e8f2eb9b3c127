"""What a dashboard is made of, as far as it can be judged. What the JSON lacks is empty or None."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from archestra_ops import promql
from archestra_ops.errors import PromQLError

# What shows no data: its text, other dashboards, a heading.
_SILENT = frozenset(
    {"row", "text", "dashlist", "news", "welcome", "gettingstarted", "annolist", "alertlist"}
)
_PROMETHEUS = frozenset(
    {
        "prometheus",
        "grafana-amazonprometheus-datasource",
        "grafana-azureprometheus-datasource",
    }
)


@dataclass(frozen=True)
class Spot:
    """Where in a file something stands: which part of the dashboard, and the 1-based line."""

    part: str = ""
    line: int = 1


@dataclass(frozen=True)
class Source:
    """A reference to a datasource: the plugin's id and the uid, or a name of older Grafanas."""

    kind: str = ""
    uid: str = ""


@dataclass(frozen=True)
class Step:
    """A threshold: the colour from a value on, None for the one below all others."""

    color: str
    value: float | None


@dataclass(frozen=True)
class Place:
    """A panel's place on the grid of 24 columns."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, kw_only=True)
class Target:
    """A query of a panel; `expr` is PromQL where `source` is a Prometheus."""

    spot: Spot
    expr: str
    legend: str
    source: Source
    hidden: bool = False
    instant: bool = False
    table: bool = False
    json: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def prometheus(self) -> bool:
        """Whether a Prometheus answers it, or what speaks its language."""
        return self.source.kind in _PROMETHEUS

    @property
    def readable(self) -> bool:
        """Whether it is PromQL, so far that its selectors and labels can be told."""
        try:
            promql.tree(self.expr)
        except PromQLError:
            return False
        return self.prometheus


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A panel or the heading of a row; `row` is the heading that it stands under.

    `overridden` says that an override sets a unit, `mapped` that values are shown as words.
    """

    spot: Spot
    id: int | None
    title: str
    kind: str
    description: str
    unit: str
    steps: tuple[Step, ...]
    place: Place | None
    row: str = ""
    collapsed: bool = False
    library: bool = False
    overridden: bool = False
    mapped: bool = False
    source: Source = Source()
    targets: tuple[Target, ...] = ()
    json: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def shows_data(self) -> bool:
        """Whether it is there to show what queries find, and says how itself."""
        return self.kind not in _SILENT and not self.library

    @property
    def queries(self) -> Iterator[Target]:
        """Its Prometheus queries that can be read; of others only that is said."""
        return (one for one in self.targets if one.readable)


@dataclass(frozen=True, kw_only=True)
class Variable:
    """A template variable. `query` is what it asks, or for a datasource the plugin's id.

    `values` are those of a fixed list, `current` is the one that is stored, `refresh` 2 says that
    it asks again for every time range.
    """

    spot: Spot
    name: str
    kind: str
    query: str
    source: Source
    values: tuple[str, ...] = ()
    current: str = ""
    refresh: int | None = None
    json: Mapping[str, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, kw_only=True)
class Annotation:
    """What is drawn over every trend."""

    spot: Spot
    source: Source
    json: Mapping[str, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, kw_only=True)
class Dashboard:
    """A dashboard; `panels` has all of them, headings and those of collapsed rows too."""

    spot: Spot
    title: str
    schema: int | None
    panels: tuple[Panel, ...]
    variables: tuple[Variable, ...]
    annotations: tuple[Annotation, ...]
    inputs: tuple[str, ...]
    json: Mapping[str, Any] = field(repr=False)

    @property
    def queries(self) -> Iterator[tuple[Panel, Target]]:
        """Every Prometheus query that can be read, with its panel."""
        return ((panel, target) for panel in self.panels for target in panel.queries)

    @cached_property
    def parts(self) -> Mapping[str, int]:
        """The names of its parts, with their places in the file's order."""
        spots = [self.spot, *(one.spot for one in self.variables)]
        spots += [one.spot for one in self.annotations]
        spots += [one.spot for one in self.panels]
        return {part: place for place, part in enumerate(dict.fromkeys(s.part for s in spots))}
