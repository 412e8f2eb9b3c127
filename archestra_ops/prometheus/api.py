"""The HTTP API of Prometheus, and of what speaks like it: Mimir, Thanos, VictoriaMetrics."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final, TypeVar
from urllib.parse import quote

from archestra_ops.errors import FetchError, PromQLError
from archestra_ops.http import Http, Response, shown
from archestra_ops.prometheus import results
from archestra_ops.prometheus.results import (
    Answer,
    BuildInfo,
    Exemplar,
    Identity,
    LoadedGroup,
    Refused,
    Target,
)

_JSON: Final = "application/json"
_THREADS = 8  # fewer than the 20 queries that a Prometheus runs at a time: others ask it, too
# 503 is a query that took too long, 500 one that failed within.
_REFUSED = frozenset({400, 422, 500, 503})
_DENIED = frozenset({401, 403})
_OK, _NOT_FOUND = 200, 404

_Read = TypeVar("_Read")


@dataclass(frozen=True, kw_only=True)
class Instant:
    """A query for one point in time, in seconds since 1970."""

    expr: str
    at: float

    def request(self) -> tuple[str, Mapping[str, str]]:
        """The path to ask, and the form to send."""
        return "query", {"query": self.expr, "time": _time(self.at)}


@dataclass(frozen=True, kw_only=True)
class Range:
    """A query for a point every *step* seconds, from *start* to *end*."""

    expr: str
    start: float
    end: float
    step: float

    def request(self) -> tuple[str, Mapping[str, str]]:
        """The path to ask, and the form to send."""
        span = {"start": _time(self.start), "end": _time(self.end), "step": _time(self.step)}
        return "query_range", {"query": self.expr, **span}


class Api:
    """Asks the Prometheus at *base_url*, with or without a path before `/api/v1`.

    Every method raises FetchError where there is no answer, or none of a Prometheus.
    """

    def __init__(self, http: Http, base_url: str) -> None:
        self._http = http
        self._base = f"{base_url.rstrip('/')}/api/v1"

    def query(self, expr: str, at: float) -> Answer:
        """Evaluate *expr* at one point in time; raises PromQLError where it is refused."""
        return self._evaluated(Instant(expr=expr, at=at))

    def query_range(self, expr: str, start: float, end: float, step: float) -> Answer:
        """Evaluate *expr* every *step* seconds; raises PromQLError where it is refused."""
        return self._evaluated(Range(expr=expr, start=start, end=end, step=step))

    def many(self, queries: Sequence[Instant | Range]) -> list[Answer | Refused]:
        """Evaluate *queries*, several at a time; the results are in their order."""
        with ThreadPoolExecutor(_THREADS) as pool:
            return list(pool.map(self._evaluate, queries))

    def query_exemplars(self, expr: str, start: float, end: float) -> tuple[Exemplar, ...]:
        """The exemplars of the series in *expr*; raises PromQLError where it is refused."""
        form = {"query": expr, "start": _time(start), "end": _time(end)}
        found = self._read(
            self._post("query_exemplars", form),
            lambda document: [results.exemplars(item) for item in document["data"]],
        )
        if isinstance(found, Refused):
            raise _refusal(expr, found)
        return tuple(exemplar for series in found for exemplar in series)

    def series(
        self, match: Sequence[str], start: float, end: float
    ) -> tuple[Mapping[str, str], ...]:
        """The labels of the series that any of the selectors in *match* finds.

        Raises PromQLError where one is refused.
        """
        form = {"match[]": match, "start": _time(start), "end": _time(end)}
        found = self._read(self._post("series", form), lambda document: tuple(document["data"]))
        if isinstance(found, Refused):
            raise _refusal(", ".join(match), found)
        return found

    def label_values(
        self, label: str, match: Sequence[str], start: float, end: float
    ) -> tuple[str, ...]:
        """The values that *label* has in the series of *match*, or anywhere where that is empty.

        Raises PromQLError where a selector is refused.
        """
        params = {"match[]": match, "start": _time(start), "end": _time(end)}
        response = self._http.get(
            f"{self._base}/label/{quote(label, safe='')}/values", params=params, accept=_JSON
        )
        found = self._read(response, lambda document: tuple(document["data"]))
        if isinstance(found, Refused):
            raise _refusal(", ".join([label, *match]), found)
        return found

    def label_names(self, match: Sequence[str], start: float, end: float) -> tuple[str, ...]:
        """The labels that the series of *match* have; raises PromQLError where one is refused."""
        form = {"match[]": match, "start": _time(start), "end": _time(end)}
        found = self._read(self._post("labels", form), lambda document: tuple(document["data"]))
        if isinstance(found, Refused):
            raise _refusal(", ".join(match), found)
        return found

    def declares(self, family: str) -> bool:
        """Whether a target has a TYPE or HELP line for *family*, with samples or without."""
        return self._get(
            f"metadata?metric={quote(family, safe='')}",
            lambda document: bool(document["data"].get(family)),
        )

    def targets(self) -> tuple[Target, ...]:
        """What is scraped now."""
        return self._get(
            "targets?state=active",
            lambda document: tuple(map(results.target, document["data"]["activeTargets"])),
        )

    def flags(self) -> Mapping[str, str]:
        """The flags that it was started with."""
        return self._get("status/flags", lambda document: dict(document["data"]))

    def build_info(self) -> BuildInfo:
        """Its version."""
        return self._get("status/buildinfo", lambda document: results.build_info(document["data"]))

    def rules(self) -> tuple[LoadedGroup, ...]:
        """The rules that it evaluates."""
        return self._get(
            "rules",
            lambda document: tuple(map(results.loaded_group, document["data"]["groups"])),
        )

    def retention(self) -> str:
        """How long samples are kept, as `15d` or `15d or 10GiB`; empty where it is not told."""
        return self._get(
            "status/runtimeinfo",
            lambda document: str(document["data"].get("storageRetention") or ""),
        )

    def identity(self) -> Identity:
        """Who answers, and when: its headers, and what it says of its build."""
        response = self._http.get(f"{self._base}/status/buildinfo", accept=_JSON)
        build = self._read(response, lambda document: dict(document["data"] or {}))
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Identity(headers=headers, build={} if isinstance(build, Refused) else build)

    def has(self, path: str) -> bool:
        """Whether it answers at *path*, which is below its API, as one of Prometheus' kind does."""
        try:
            return self._get(path, lambda document: bool(document["status"] == "success"))
        except FetchError:
            return False

    def _evaluated(self, query: Instant | Range) -> Answer:
        found = self._evaluate(query)
        if isinstance(found, Refused):
            raise _refusal(query.expr, found)
        return found

    def _evaluate(self, query: Instant | Range) -> Answer | Refused:
        path, form = query.request()
        return self._read(self._post(path, form), results.answer)

    def _post(self, path: str, form: Mapping[str, str | Sequence[str]]) -> Response:
        # An expression may be longer than the address of a GET.
        return self._http.post_form(f"{self._base}/{path}", form, accept=_JSON, idempotent=True)

    def _get(self, path: str, read: Callable[[Any], _Read]) -> _Read:
        response = self._http.get(f"{self._base}/{path}", accept=_JSON)
        found = self._read(response, read)
        if isinstance(found, Refused):
            raise FetchError(f"'{shown(response.url)}' refuses to answer: {found.reason}")
        return found

    def _read(self, response: Response, read: Callable[[Any], _Read]) -> _Read | Refused:
        if response.status != _OK:
            return _refused(response)
        document: Any = response.json()
        try:
            return read(document)
        except (LookupError, TypeError, ValueError, AttributeError):
            raise _no_prometheus(response) from None


def _refused(response: Response) -> Refused:
    where = shown(response.url)
    if response.status in _DENIED:
        raise FetchError(
            f"'{where}' lets nobody in without the right credentials",
            hint="is the token set, and may it read?",
        )
    if response.status == _NOT_FOUND:
        raise _no_prometheus(response)
    reason = _reason(response.body) if response.status in _REFUSED else None
    if reason is None:
        raise FetchError(f"'{where}' answers with the status {response.status}")
    return Refused(reason=reason)


def _reason(body: bytes) -> str | None:
    try:
        reason: str = json.loads(body)["error"]
        return reason.removeprefix('invalid parameter "query": ')
    except (LookupError, TypeError, ValueError, AttributeError):
        return None  # a proxy's page, not Prometheus' words


def _no_prometheus(response: Response) -> FetchError:
    return FetchError(
        f"'{shown(response.url)}' is not the API of a Prometheus",
        hint="Mimir's is below /prometheus, VictoriaMetrics' cluster's below /select/0/prometheus",
    )


def _refusal(expr: str, refused: Refused) -> PromQLError:
    return PromQLError(f"Prometheus refuses '{expr}': {refused.reason}")


def _time(seconds: float) -> str:
    return f"{seconds:.3f}"
