"""Labels that a page has and a target has, too: which of them wins, and what becomes of the other.

https://prometheus.io/docs/prometheus/latest/configuration/configuration/#scrape_config
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.findings import Severity
from archestra_ops.packs.model import Platform
from archestra_ops.prometheus.config_lint.configuration import Configuration, Job, Problem
from archestra_ops.prometheus.config_lint.ownership import exporter_of, processes_of
from archestra_ops.prometheus.config_lint.scraped import Target, targets

_KEY = "honor_labels"
_FEDERATION = "/federate"


def find(config: Configuration) -> Iterator[Problem]:
    """The jobs of *config* in which a label is lost, or is not the one that boards look for."""
    if config.platform is None:
        return
    for job in config.jobs:
        if job.table.text("metrics_path") == _FEDERATION and not _honors(job):
            yield _problem(
                job,
                f"{job.label} federates without {_KEY!r}: 'job' and 'instance' become 'exported_…'",
                "set 'honor_labels: true'",
            )
    yield from _once(_of_processes(config, config.platform))
    yield from _once(_of_exporters(config))


def _of_processes(config: Configuration, platform: Platform) -> Iterator[Problem]:
    for owned in processes_of(config):
        job = owned.target.job
        wanted = platform.processes[owned.process].honor_labels
        if _honors(job) and wanted:
            continue
        if _honors(job):
            yield _problem(
                job,
                f"{job.label} honours the labels of {owned.process}'s page: an agent label called "
                "'job', 'instance' or 'pod' takes the place of the target's own",
                "leave 'honor_labels' out",
            )
            continue
        for name in _shared(platform, owned.process, owned.target):
            yield _problem(
                job,
                f"{job.label} gives its targets a label {name!r}, and metrics of "
                f"{owned.process} have one: theirs becomes 'exported_{name}'",
                f"set '{_KEY}: true'" if wanted else "give the target's another name",
            )


def _shared(platform: Platform, process: str, target: Target) -> list[str]:
    own = {
        label
        for metric in platform.metrics.values()
        if not metric.processes or process in metric.processes
        for label in metric.labels
    }
    return sorted(own.intersection(target.labels))


def _of_exporters(config: Configuration) -> Iterator[Problem]:
    for target in targets(config):
        found = exporter_of(config, target)
        if found is None or not _honors(target.job):
            continue
        for page, stored in found[0].renamed_on_scrape.items():
            yield _problem(
                target.job,
                f"{target.job.label} honours the labels of its page, so that {page!r} stays; "
                f"boards and alerts look for {stored!r}",
                "leave 'honor_labels' out",
            )


def _once(problems: Iterator[Problem]) -> Iterator[Problem]:
    return iter(dict.fromkeys(problems))


def _honors(job: Job) -> bool:
    return (job.table.text(_KEY) or "").lower() == "true"


def _problem(job: Job, message: str, hint: str) -> Problem:
    return Problem(
        line=job.table.line_of(_KEY if _KEY in job.table.entries else "job_name"),
        message=message,
        hint=hint,
        severity=Severity.WARNING,
    )
