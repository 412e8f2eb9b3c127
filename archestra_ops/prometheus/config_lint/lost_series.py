"""Metrics, buckets and labels that a job scrapes and then throws away: boards and alerts lack them.

https://prometheus.io/docs/prometheus/latest/configuration/configuration/#metric_relabel_configs
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from archestra_ops.findings import Severity
from archestra_ops.packs.model import Platform
from archestra_ops.prometheus.config_lint.configuration import Configuration, Job, Problem
from archestra_ops.prometheus.config_lint.losses import Losses, losses, lost_by_all
from archestra_ops.prometheus.config_lint.ownership import found_elsewhere, processes_of
from archestra_ops.prometheus.config_lint.relabelled import UNKNOWN
from archestra_ops.prometheus.config_lint.scraped import Target, rule_of

_KEY: Final = "metric_relabel_configs"
_SHOWN: Final = 3  # names in a message
_STAY: Final = f"change {_KEY!r} so that boards and alerts find them"


@dataclass(frozen=True, kw_only=True)
class _Scrape:
    """A job that scrapes a process, and the labels that its targets give.

    `is_supposed` says that it does so only if the process's pods ask for it by annotations.
    """

    job: Job
    labels: Mapping[str, str]
    is_supposed: bool


def find(config: Configuration) -> Iterator[Problem]:
    """What the jobs of *config* lose of the platform's own metrics, as far as that is sure.

    What one job of a process drops and another keeps is not lost. A process of which a job has
    rules that cannot be followed is not judged.
    """
    if config.platform is None or not any(map(_has_rules, config.jobs)):
        return
    found: dict[int, dict[str, Losses]] = {}
    for process, scrapes in _scrapes(config).items():
        if not all(_has_rules(scrape.job) for scrape in scrapes):
            continue
        try:
            for job, lost in _lost(config.platform, process, scrapes):
                found.setdefault(id(job), {})[process] = lost
        except (re.error, ValueError, OverflowError, RecursionError):
            continue
    jobs = {id(job): job for job in config.jobs}
    for key, of in found.items():
        yield from _of_job(config.platform, jobs[key], of)


def _has_rules(job: Job) -> bool:
    return bool(job.table.rows(_KEY).values)


def _lost(platform: Platform, process: str, scrapes: Sequence[_Scrape]) -> list[tuple[Job, Losses]]:
    """What of *process* is lost, each loss by the first job that has it.

    A job that leaves none of its metrics is not meant for it, where another leaves some, or where
    it would scrape it by annotations alone.
    """
    every = [
        (one, losses(platform, process, one.labels, list(map(rule_of, one.job.table.tables(_KEY)))))
        for one in scrapes
    ]
    meant = [(one, lost) for one, lost in every if not lost.is_all]
    is_supposed = any(one.is_supposed for one in scrapes)
    if not meant and not is_supposed:
        meant = every
    of = [lost for _, lost in meant]
    found = [
        (one.job, lost_by_all(lost, of[:index], of[index + 1 :]))
        for index, (one, lost) in enumerate(meant)
    ]
    return [(job, lost) for job, lost in found if not (is_supposed and lost.is_anchor)]


def _of_job(platform: Platform, job: Job, found: Mapping[str, Losses]) -> Iterator[Problem]:
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


def _scrapes(config: Configuration) -> dict[str, list[_Scrape]]:
    """By process, the jobs that scrape it; only if none surely does, those that may."""
    sure = _by_process(config, annotated=False)
    every = {"instance": UNKNOWN, "job": UNKNOWN}
    for process, job in found_elsewhere(config):
        of = sure.setdefault(process, [])
        if all(one.job is not job for one in of):
            of.append(_Scrape(job=job, labels=every, is_supposed=False))
    return {**_by_process(config, annotated=True), **sure}


def _by_process(config: Configuration, *, annotated: bool) -> dict[str, list[_Scrape]]:
    targets: dict[tuple[str, int], list[Target]] = {}
    for owned in processes_of(config, annotated=annotated):
        targets.setdefault((owned.process, id(owned.target.job)), []).append(owned.target)
    found: dict[str, list[_Scrape]] = {}
    for (process, _), of in targets.items():
        scrape = _Scrape(job=of[0].job, labels=_shared(of), is_supposed=annotated)
        found.setdefault(process, []).append(scrape)
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
        message = f"{job.label} drops or renames every known metric of {process}"
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
