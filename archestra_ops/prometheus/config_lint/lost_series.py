"""Metrics, buckets and labels that a job scrapes and then throws away: boards and alerts lack them.

https://prometheus.io/docs/prometheus/latest/configuration/configuration/#metric_relabel_configs
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from archestra_ops.findings import Severity
from archestra_ops.packs.model import Platform
from archestra_ops.prometheus.config_lint.configuration import Configuration, Job, Problem
from archestra_ops.prometheus.config_lint.losses import Losses, losses
from archestra_ops.prometheus.config_lint.ownership import found_elsewhere, processes_of
from archestra_ops.prometheus.config_lint.relabelled import UNKNOWN
from archestra_ops.prometheus.config_lint.scraped import Target, rule_of

_KEY: Final = "metric_relabel_configs"
_SHOWN: Final = 3  # names in a message
_STAY: Final = f"change {_KEY!r} so that boards and alerts find them"


def find(config: Configuration) -> Iterator[Problem]:
    """What the jobs of *config* lose of the platform's own metrics, as far as that is sure.

    A job with rules that cannot be followed is not judged.
    """
    if config.platform is None:
        return
    ruled = {id(job): job for job in config.jobs if job.table.rows(_KEY).values}
    for key, scraped in _scraped(config).items() if ruled else ():
        if key in ruled:
            try:
                yield from _of_job(config.platform, ruled[key], scraped)
            except (re.error, ValueError, OverflowError, RecursionError):
                continue


def _of_job(
    platform: Platform, job: Job, scraped: Mapping[str, Mapping[str, str]]
) -> Iterator[Problem]:
    rules = [rule_of(table) for table in job.table.tables(_KEY)]
    found = {process: losses(platform, process, of, rules) for process, of in scraped.items()}
    few: list[str] = []
    for process, lost in found.items():
        if lost.is_all or lost.is_anchor:
            yield _blind(platform, job, process, lost)
        else:
            few += lost.names
    if few:
        yield _problem(job, f"{job.label} drops {_shown(few)}", _STAY, Severity.WARNING)
    buckets = [name for lost in found.values() for name in lost.buckets]
    if buckets:
        message = f"{job.label} drops the buckets of {_shown(buckets)}: quantiles need them"
        yield _problem(job, message, "keep '…_bucket', and its label 'le'", Severity.WARNING)
    yield from _labels(job, found.values())


def _scraped(config: Configuration) -> dict[int, dict[str, dict[str, str]]]:
    """By job and process, the labels that its targets give."""
    targets: dict[tuple[int, str], list[Target]] = {}
    for annotated in (False, True):
        for owned in processes_of(config, annotated=annotated):
            key = id(owned.target.job), owned.process
            targets.setdefault(key, []).append(owned.target)
    found: dict[int, dict[str, dict[str, str]]] = {}
    for (job, process), of in targets.items():
        found.setdefault(job, {})[process] = _shared(of)
    for process, other in found_elsewhere(config):
        every = {"instance": UNKNOWN, "job": UNKNOWN}
        found.setdefault(id(other), {}).setdefault(process, every)
    return found


def _shared(targets: Sequence[Target]) -> dict[str, str]:
    """The labels of *targets*; what a cluster says, or not all have alike, is unknown."""
    names = {name for target in targets for name in target.labels}
    values = {name: {target.labels.get(name, "") for target in targets} for name in names}
    is_named = all(target.pod is None for target in targets)
    return {
        name: next(iter(of)) if len(of) == 1 and is_named else UNKNOWN
        for name, of in values.items()
    }


def _blind(platform: Platform, job: Job, process: str, lost: Losses) -> Problem:
    anchor = platform.processes[process].anchor
    metric = platform.metric_of(anchor)
    name = metric.name if metric is not None and metric.name in lost.names else anchor
    others = len([other for other in lost.names if other != name])
    more = f", and {others} more of its metrics" if others else ""
    message = f"{job.label} drops {name}, by which {process} is known{more}"
    if lost.is_all:
        message = f"{job.label} drops all metrics of {process}'s own"
    return _problem(job, message, _STAY, Severity.ERROR)


def _labels(job: Job, found: Iterable[Losses]) -> Iterator[Problem]:
    lost: dict[str, list[str]] = {}
    for one in found:
        for label, of in one.labels.items():
            lost.setdefault(label, []).extend(of)
    if not lost:
        return
    metrics = _shown([name for names in lost.values() for name in names])
    labels = [repr(label) for label in lost]
    which = "the label" if len(labels) == 1 else "the labels"
    yield _problem(
        job,
        f"{job.label} drops {which} {_shown(labels)} of {metrics}",
        "series that differ in nothing else become one, and samples are lost",
        Severity.ERROR if "job" in lost else Severity.WARNING,
    )


def _shown(names: Sequence[str]) -> str:
    """The first of *names*, and how many more there are."""
    every = list(dict.fromkeys(names))
    shown, more = every[:_SHOWN], len(every) - _SHOWN
    last = f"{more} more" if more > 0 else shown.pop()
    return " and ".join(filter(None, [", ".join(shown), last]))


def _problem(job: Job, message: str, hint: str, severity: Severity) -> Problem:
    return Problem(line=job.table.line_of(_KEY), message=message, hint=hint, severity=severity)
