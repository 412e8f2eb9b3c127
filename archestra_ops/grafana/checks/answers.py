"""Has Grafana answer the queries of boards, as it does when they are opened: panel by panel.

That is what is PromQL. Traces are searched by Grafana's pages themselves, past its query API.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import groupby
from typing import Final

from archestra_ops.errors import FetchError, OpsError
from archestra_ops.grafana.api.client import Grafana
from archestra_ops.grafana.api.errors import ForbiddenError, GrafanaError
from archestra_ops.grafana.api.model import Datasource
from archestra_ops.grafana.appearance import Json
from archestra_ops.grafana.ask import Window, ask
from archestra_ops.grafana.checks.seen import PanelAnswer
from archestra_ops.grafana.checks.values import ListValues, values
from archestra_ops.grafana.queries import PanelQuery, panel_queries
from archestra_ops.grafana.sync.crew import Crew
from archestra_ops.promql.durations import seconds

SPAN: Final = 3600.0
"""How long before now the queries begin, in seconds: what the boards show when they are opened."""

_SCRAPED = 15.0  # seconds between two scrapes, where the datasource does not say
_POINTS = 1000  # of a series; as wide as a panel may be, in pixels

Told = Callable[[int, int], None]
"""Called with how many panels have been asked, of how many."""


@dataclass(frozen=True, kw_only=True)
class _Panel:
    blank: PanelAnswer
    queries: tuple[PanelQuery, ...]


def answers(
    grafana: Grafana,
    boards: Mapping[str, Json],
    source: Datasource,
    now: float,
    told: Told,
) -> tuple[PanelAnswer, ...]:
    """How Grafana answers the panels of *boards* (by slug) from *source*, with at most 4 at a time.

    *now* is in seconds since 1970. After a question that finds no Grafana, or may not be asked, no
    more are sent.
    """
    window = Window(start=now - SPAN, end=now, scrape_interval=_scrape_interval(source))
    panels = [panel for slug, dashboard in boards.items() for panel in _panels(slug, dashboard)]

    listed = _lists(grafana, source.uid, window)
    try:
        chosen = {slug: values(dashboard, listed) for slug, dashboard in boards.items()}
    except OpsError as error:
        return tuple(replace(panel.blank, unasked=error) for panel in panels)
    jobs = [
        partial(_frames, grafana, panel, source.uid, window, chosen[panel.blank.board])
        for panel in panels
    ]
    return tuple(_answered(panels, jobs, told))


def _lists(grafana: Grafana, uid: str, window: Window) -> ListValues:
    """What lists the values of labels; each question is asked once, and none after an error."""
    failed: list[GrafanaError] = []

    @cache
    def listed(label: str, selector: str) -> tuple[str, ...]:
        if failed:
            raise failed[0]
        try:
            return tuple(grafana.label_values(uid, label, selector, (window.start, window.end)))
        except GrafanaError as error:
            failed.append(error)
            raise

    return listed


def _answered(
    panels: Sequence[_Panel], jobs: Sequence[Callable[[], Mapping[str, str | int]]], told: Told
) -> Iterator[PanelAnswer]:
    crew, done = Crew(), dict[int, PanelAnswer]()
    last: OpsError | None = None
    for place, outcome in crew.each(jobs):
        if isinstance(outcome, FetchError | ForbiddenError):
            last = outcome
            crew.stop()
        done[place] = _answer(panels[place].blank, outcome)
        told(len(done), len(panels))
    for place, panel in enumerate(panels):
        yield done.get(place) or replace(panel.blank, unasked=last)


def _answer(blank: PanelAnswer, outcome: Mapping[str, str | int] | OpsError) -> PanelAnswer:
    if isinstance(outcome, OpsError):
        return replace(blank, unasked=outcome)
    frames = sum(one for one in outcome.values() if isinstance(one, int))
    wrong = next((one for one in outcome.values() if isinstance(one, str)), "")
    return replace(blank, frames=frames, error=wrong)


def _frames(
    grafana: Grafana, panel: _Panel, uid: str, window: Window, chosen: Mapping[str, str]
) -> Mapping[str, str | int]:
    """What comes of the queries of *panel*, by their letters."""
    asked = [ask(query, window, chosen) for query in panel.queries]
    sent = [
        {
            "refId": query.ref,
            "datasource": {"type": "prometheus", "uid": uid},
            "expr": one.expr,
            "instant": one.instant,
            "range": not one.instant,
            "format": "time_series",
            "intervalMs": round(one.step * 1000),
            "maxDataPoints": _POINTS,
        }
        for query, one in zip(panel.queries, asked, strict=True)
    ]
    return grafana.query(sent, min(one.start for one in asked), window.end)


def _panels(slug: str, dashboard: Json) -> Iterator[_Panel]:
    for _, group in groupby(panel_queries(dashboard), key=lambda one: one.panel_id):
        queries = tuple(group)
        first = queries[0]
        blank = PanelAnswer(board=slug, row=first.row, panel=first.panel)
        yield _Panel(blank=blank, queries=queries)


def _scrape_interval(source: Datasource) -> float:
    told = source.json_data.get("timeInterval")
    return (seconds(told) if isinstance(told, str) else None) or _SCRAPED
