"""Scrapes that are too far apart for the windows of our alerts and boards.

`rate` needs two samples in its window. One that is as long as the interval holds one in Prometheus
3, where it is open on its left: https://prometheus.io/docs/prometheus/latest/migration/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from archestra_ops.errors import OpsError
from archestra_ops.findings import Severity
from archestra_ops.prometheus import duration
from archestra_ops.prometheus.config_lint.configuration import Configuration, Job, Problem
from archestra_ops.prometheus.config_lint.ownership import exporter_of, processes_of
from archestra_ops.prometheus.config_lint.scraped import targets
from archestra_ops.prometheus.rules.build import platforms

# Seconds; those of our alerts, of which the shortest is the first.
WINDOWS: Final = (300, 600, 900, 1800, 3600)
_ENOUGH: Final = 4  # intervals in a window: a failed scrape then does no harm
_DEFAULT: Final = 60.0
_KEY: Final = "scrape_interval"


def find(config: Configuration) -> Iterator[Problem]:
    """The jobs of *config* that scrape the platform, or its PostgreSQL, too rarely.

    A platform that nothing alerts on may be scraped as rarely as one likes.
    """
    if config.platform is None:
        return
    has_alerts = config.platform.name in platforms()
    ours = {id(owned.target.job): owned.target.job for owned in processes_of(config)}
    for job in ours.values() if has_alerts else ():
        yield from _too_rare(config, job)
    for job, longest in _exporters(config).values():
        interval = _interval(config, job)
        if 0 < longest < interval:
            yield _problem(
                config,
                job,
                f"{job.label} scrapes every {duration.text(interval)}, and its exporter gives out "
                "the newest point alone: others are lost",
                f"set {_KEY!r} to at most {duration.text(longest)}",
            )


def _exporters(config: Configuration) -> dict[int, tuple[Job, float]]:
    found = {}
    for target in targets(config):
        exporter = exporter_of(config, target)
        if exporter is not None:
            found[id(target.job)] = (target.job, exporter[1].longest_interval)
    return found


def _too_rare(config: Configuration, job: Job) -> Iterator[Problem]:
    interval = _interval(config, job)
    text = duration.text(interval)
    most = duration.text(WINDOWS[0] / _ENOUGH)
    hint = f"set {_KEY!r} to at most {most}"
    if interval in WINDOWS:
        yield _problem(
            config,
            job,
            f"{job.label} scrapes every {text}, which is a window of our alerts: it holds one "
            "sample, and rate() needs two",
            hint,
            Severity.ERROR,
        )
    elif interval * 2 > WINDOWS[0]:
        yield _problem(
            config,
            job,
            f"{job.label} scrapes every {text}: a window of {duration.text(WINDOWS[0])} holds one "
            "sample, and rate() needs two",
            hint,
            Severity.ERROR,
        )
    elif interval * _ENOUGH > WINDOWS[0]:
        yield _problem(
            config,
            job,
            f"{job.label} scrapes every {text}: after a failed scrape, a window of "
            f"{duration.text(WINDOWS[0])} has hardly a sample left",
            hint,
        )


def _interval(config: Configuration, job: Job) -> float:
    """Seconds between two scrapes of *job*; the default where what is written is no duration."""
    for table in (job.table, config.root.table("global")):
        try:
            found = duration.seconds(table.text(_KEY) or "0")
        except OpsError:
            return _DEFAULT
        if found:
            return found
    return _DEFAULT


def _problem(
    config: Configuration,
    job: Job,
    message: str,
    hint: str,
    severity: Severity = Severity.WARNING,
) -> Problem:
    common = config.root.table("global")
    is_own = _KEY in job.table.entries or _KEY not in common.entries
    line = job.table.line_of(_KEY if _KEY in job.table.entries else "job_name")
    return Problem(
        line=line if is_own else common.line_of(_KEY),
        message=message,
        hint=hint,
        severity=severity,
    )
