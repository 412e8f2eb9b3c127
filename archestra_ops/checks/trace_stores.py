"""Looks for what was sent where it should have ended up: spans in Tempo, log records in Loki.

Sources: https://grafana.com/docs/tempo/latest/api_docs/ (a trace by its id, 404 until it is there;
search by TraceQL) and https://grafana.com/docs/loki/latest/reference/loki-http-api/ (query_range).
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Literal

from archestra_ops.errors import FetchError
from archestra_ops.http import Http, Response, shown
from archestra_ops.packs.telemetry import Telemetry

_PAUSE = 0.5  # seconds between two looks
_HOUR = 3600.0
_BILLION = 10**9  # nanoseconds
_SHOWN = 120

Store = Literal["Tempo", "Loki"]


@dataclass(frozen=True, kw_only=True)
class Look:
    """Whether a store has what was sent, after `waited` seconds; `problem` says why none can tell.

    `hint` is what to do about the problem.
    """

    store: Store
    url: str
    found: bool = False
    waited: float = 0.0
    problem: str = ""
    hint: str = ""

    @property
    def subject(self) -> str:
        """The address as findings show it."""
        return shown(self.url).rstrip("/")


@dataclass(frozen=True, kw_only=True)
class Survey:
    """What Tempo has of the platform from the last hour: spans of now, and of older releases.

    `older` is one of the latter's names, empty where there is none.
    """

    url: str
    current: bool
    older: str = ""


@dataclass(frozen=True, kw_only=True)
class Stores:
    """Tempo and Loki, where they are given; `wait` is the seconds until something must be there."""

    http: Http
    tempo: str | None = None
    loki: str | None = None
    wait: float = 15.0
    sleep: Callable[[float], object] = time.sleep
    clock: Callable[[], float] = time.monotonic

    def in_tempo(self, trace: str) -> Look | None:
        """Look for the trace of that id."""
        if self.tempo is None:
            return None
        url = f"{self.tempo.rstrip('/')}/api/traces/{trace}"
        return self._look("Tempo", self.tempo, url, {}, _has_trace)

    def in_loki(self, service: str, trace: str, since: float) -> Look | None:
        """Look for a record of *service* with that trace id, not older than *since*."""
        if self.loki is None:
            return None
        params = {
            "query": f'{{service_name="{service}"}} | trace_id="{trace}"',
            "start": str(int((since - 60) * _BILLION)),
            "end": str(int((since + _HOUR) * _BILLION)),
            "limit": "1",
        }
        url = f"{self.loki.rstrip('/')}/loki/api/v1/query_range"
        return self._look("Loki", self.loki, url, params, _has_record)

    def survey(self, telemetry: Telemetry, now: float) -> Survey | None:
        """What else Tempo has of the last hour; None where it cannot be asked."""
        if self.tempo is None:
            return None
        services = "|".join(telemetry.services)
        try:
            of_category = any(span.category for span in telemetry.spans.values())
            only = " && span.route.category != nil" if of_category else ""
            current = self._search(f'{{ resource.service.name =~ "{services}"{only} }}', now)
            # One question for each: a Tempo that cannot do `||` across them still answers.
            older = next(
                (name for query, name in _older(telemetry) if self._search(query, now)), ""
            )
        except FetchError:
            return None
        return Survey(url=self.tempo, current=current, older=older)

    def _search(self, query: str, now: float) -> bool:
        response = self.http.get(
            f"{(self.tempo or '').rstrip('/')}/api/search",
            params={
                "q": query,
                "limit": "1",
                "start": str(int(now - _HOUR)),
                "end": str(int(now) + 1),
            },
            accept="application/json",
        )
        if response.status != HTTPStatus.OK:
            raise FetchError(f"'{shown(response.url)}' answered {response.status}")
        return bool(_table(response).get("traces"))

    def _look(
        self,
        store: Store,
        base: str,
        url: str,
        params: Mapping[str, str],
        has: Callable[[Response], bool],
    ) -> Look:
        begun = self.clock()
        while True:
            try:
                response = self.http.get(url, params=params, accept="application/json", retries=0)
            except FetchError as error:
                return Look(store=store, url=base, problem=str(error), hint=error.hint)
            waited = self.clock() - begun
            # Tempo says so of a trace that is not there yet, Loki of nothing.
            not_yet = store == "Tempo" and response.status == HTTPStatus.NOT_FOUND
            if response.status != HTTPStatus.OK and not not_yet:
                said = _shortened(self.http.concealed(response.text, url))
                problem = f"it answered {response.status} {said!r}"
                return Look(store=store, url=base, problem=problem, hint=_hint(response))
            if has(response):
                return Look(store=store, url=base, found=True, waited=waited)
            if waited + _PAUSE > self.wait:
                return Look(store=store, url=base, waited=waited)
            self.sleep(_PAUSE)


def _older(telemetry: Telemetry) -> list[tuple[str, str]]:
    queries = [(f"{{ span.{name} != nil }}", name) for name in telemetry.older.attributes]
    return queries + [(f'{{ name = "{name}" }}', name) for name in telemetry.older.spans]


def _has_trace(response: Response) -> bool:
    found = _table(response)
    found = found.get("trace", found)  # as the second version of the API wraps it
    return response.status == HTTPStatus.OK and bool(
        found.get("batches") or found.get("resourceSpans")
    )


def _has_record(response: Response) -> bool:
    data = _table(response).get("data")
    return isinstance(data, dict) and bool(data.get("result"))


def _table(response: Response) -> dict[str, Any]:
    try:
        document = json.loads(response.body)
    except (ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _hint(response: Response) -> str:
    if response.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return "does it want a login (https://USER:TOKEN@HOST), or a tenant (--org-id)?"
    return "is it the address of the server itself, with the path that it is below?"
