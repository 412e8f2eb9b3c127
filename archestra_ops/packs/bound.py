"""A provider beside one platform: its jobs, and what the emitter makes up, by that one's name.

A provider's pack is about every platform. Where it must name one, it says `$platform`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from archestra_ops.packs.provider import Job, Provider
from archestra_ops.packs.scenario import Change, rescripted
from archestra_ops.packs.traffic import Emit, Row

_PLATFORM: Final = "$platform"
_Own = Callable[[str], str]


@dataclass(frozen=True, kw_only=True)
class Bound(Provider):
    """A provider with the name of `platform` wherever its pack leaves that open.

    What makes series takes one of these, not the pack itself.
    """

    platform: str


def for_platform(provider: Provider, platform: str) -> Bound:
    """*provider* as it is beside the platform of that name, which is the name of its pack."""
    own = _naming(platform)
    given: dict[str, Any] = {one.name: getattr(provider, one.name) for one in fields(Provider)}
    given |= {
        "jobs": jobs_for(provider, platform),
        "constants": {name: own(value) for name, value in provider.constants.items()},
        "rows": {name: _rows(rows, own) for name, rows in provider.rows.items()},
        "metrics": {
            name: replace(metric, emit=tuple(_emit(one, own) for one in metric.emit))
            for name, metric in provider.metrics.items()
        },
        "scenarios": rescripted(provider.scenarios, lambda change: _change(change, own)),
    }
    return Bound(**given, platform=platform)


def jobs_for(provider: Provider, platform: str) -> tuple[Job, ...]:
    """The scrape jobs of *provider* beside the platform of that name, as a Prometheus has them."""
    own = _naming(platform)
    return tuple(replace(job, name=own(job.name)) for job in provider.jobs)


def _naming(platform: str) -> _Own:
    return lambda text: text.replace(_PLATFORM, platform)


def _rows(rows: tuple[Row, ...], own: _Own) -> tuple[Row, ...]:
    return tuple(
        {key: own(value) if isinstance(value, str) else value for key, value in row.items()}
        for row in rows
    )


def _emit(emit: Emit, own: _Own) -> Emit:
    labels = {name: own(value) for name, value in emit.labels.items()}
    return replace(emit, labels=labels, series=_rows(emit.series, own))


def _change(change: Change, own: _Own) -> Change:
    where: Mapping[str, tuple[str, ...] | str] = {
        name: own(words) if isinstance(words, str) else tuple(map(own, words))
        for name, words in change.where.items()
    }
    return replace(change, where=where)
