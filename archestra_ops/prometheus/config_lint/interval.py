"""A duration that is none, or a scrape that may take longer than the time to the next."""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.errors import OpsError
from archestra_ops.prometheus import duration
from archestra_ops.prometheus.config_lint.configuration import Configuration, Problem
from archestra_ops.prometheus.document import Table

_KEYS = ("scrape_interval", "scrape_timeout", "evaluation_interval", "rule_query_offset")
_DEFAULT_INTERVAL = "1m"  # Prometheus' own, where 'global' says nothing


def find(config: Configuration) -> Iterator[Problem]:
    """The durations of *config* that are wrong, by themselves or beside each other."""
    common = config.root.table("global")
    inherited = _written(common, "scrape_interval") or _DEFAULT_INTERVAL
    yield from _durations("'global'", common, _DEFAULT_INTERVAL)
    for job in config.jobs:
        yield from _durations(job.label, job.table, inherited)


def _durations(where: str, table: Table, inherited: str) -> Iterator[Problem]:
    for key in _KEYS:
        text = table.text(key)
        problem = None if text is None else _invalid(text)
        if problem is not None:
            yield Problem(
                line=table.line_of(key), message=f"{key!r} of {where}: {problem}", hint=problem.hint
            )
    timeout = _written(table, "scrape_timeout")
    interval = _written(table, "scrape_interval") or inherited
    if timeout and duration.seconds(timeout) > duration.seconds(interval):
        yield Problem(
            line=table.line_of("scrape_timeout"),
            message=f"{where} waits {timeout} for a scrape, longer than its interval of {interval}",
            hint=f"set 'scrape_timeout' to at most {interval}",
        )


def _invalid(text: str) -> OpsError | None:
    try:
        duration.seconds(text)
    except OpsError as error:
        return error
    return None


def _written(table: Table, key: str) -> str:
    """The duration under *key*; empty where that is wrong, or 0, which is the default."""
    text = table.text(key) or ""
    return text if _invalid(text) is None and duration.seconds(text) else ""
