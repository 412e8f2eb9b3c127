"""Looks at a Prometheus, or at what speaks like one: everything that checks judge.

Nothing is written. What one question fails at is told in the result, and the others are asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from typing import Final, TypeVar

from archestra_ops.errors import FetchError, OpsError
from archestra_ops.prometheus.api import Api
from archestra_ops.prometheus.live_checks.exemplar_storage import asked
from archestra_ops.prometheus.live_checks.product import STORES, Product, recognise
from archestra_ops.prometheus.live_checks.seen import Aim, Exemplars, Seen
from archestra_ops.prometheus.live_checks.targets import estate, of_jobs
from archestra_ops.prometheus.results import Identity

_LARGEST: Final = 10  # metrics whose series are counted one by one
_Found = TypeVar("_Found")


@dataclass(frozen=True)
class Notes:
    """What kept us from seeing something, gathered on the way."""

    failures: dict[str, OpsError] = field(default_factory=dict)

    def tried(self, what: str, ask: Callable[[], _Found]) -> _Found | None:
        """What *ask* answers; None, and a note, where it cannot."""
        try:
            return ask()
        except OpsError as error:
            self.failures[what] = error
            return None


def look(api: Api, url: str, aim: Aim, clock: Callable[[], float]) -> Seen:
    """Look at the server at *url*, with *clock* for seconds since 1970."""
    seen = Seen(url=url, aim=aim, now=clock())
    try:
        identity = _identity(api, clock())
    except OpsError as error:
        return replace(seen, error=error)
    now = clock()
    product = recognise(identity, url, has_stores=api.has(STORES))
    seen = replace(
        seen,
        now=now,
        product=product,
        version=str(identity.build.get("version") or ""),
        ahead=_ahead(identity.headers, now),
    )
    notes = Notes()
    targets = notes.tried("targets", lambda: estate(api, aim, now))
    seen = replace(
        seen,
        targets=None if targets is None else targets.scraped,
        listed=targets is not None and targets.listed,
        groups=notes.tried("rules", api.rules),
        retention=_retention(api, product, notes),
        exemplars=notes.tried("exemplars", lambda: _exemplars(api, seen)),
    )
    jobs = sorted({one.target.labels.get("job", "") for one in seen.targets or ()})
    if jobs:
        counted = notes.tried("series", lambda: _series(api, jobs, now)) or {}
        seen = replace(seen, series=counted)
    return replace(seen, failures=notes.failures)


def _identity(api: Api, now: float) -> Identity:
    try:
        return api.identity()
    except FetchError:
        # What has no such path may answer queries all the same; what does not, says why.
        api.query("vector(1)", now)
        return Identity(headers={}, build={})


def _ahead(headers: Mapping[str, str], now: float) -> float | None:
    """How many seconds the server's clock is ahead; its header tells whole seconds."""
    try:
        return parsedate_to_datetime(headers.get("date", "")).timestamp() + 0.5 - now
    except (TypeError, ValueError):
        return None


def _retention(api: Api, product: Product, notes: Notes) -> str | None:
    if product is not Product.PROMETHEUS:
        return None  # theirs is no matter of this path
    return notes.tried("retention", api.retention)


def _exemplars(api: Api, seen: Seen) -> Exemplars | None:
    if seen.aim.platform.exemplars is None:
        return None  # the platform has none to store
    if seen.product is Product.VICTORIA_METRICS:
        return Exemplars(is_on=False)
    return asked(api, seen.aim, seen.now, has_flags=seen.product is Product.PROMETHEUS)


def _series(api: Api, jobs: list[str], now: float) -> dict[str, int]:
    """How many series the largest metrics of *jobs* have."""
    expr = f"topk({_LARGEST}, count by (__name__) ({{{of_jobs(jobs)}}}))"
    found = api.query(expr, now).series
    return {one.metric.get("__name__", "?"): int(one.samples[0].value) for one in found}
