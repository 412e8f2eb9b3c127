"""A job under a name by which no alert knows its process: nobody is told when it goes down."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archestra_ops.findings import Severity
from archestra_ops.prometheus.config_lint.configuration import Configuration, Job, Problem
from archestra_ops.prometheus.config_lint.meant import meant
from archestra_ops.prometheus.config_lint.ownership import processes_of
from archestra_ops.prometheus.config_lint.scraped import Target


def find(config: Configuration) -> Iterator[Problem]:
    """The jobs of *config* whose targets have a label `job` that the alerts do not match.

    A page that a job of a right name scrapes, too, is seen.
    """
    platform = config.platform
    if platform is None:
        return
    pairs = [
        *((one.process, one.target) for one in processes_of(config)),
        *((one.name, one.target) for one in meant(config)),
    ]
    known = [pair for pair in pairs if pair[0] in config.alerted and _is_plain(pair[1])]
    seen = {_page(target) for process, target in known if _is_seen(config, process, target)}
    said = set()
    for process, target in known:
        job = target.labels.get("job", "")
        if _page(target) in seen or (process, job) in said:
            continue
        said.add((process, job))
        yield Problem(
            line=target.job.table.line_of("job_name") or target.line,
            message=f"no alert knows {process} by the job {job!r}, so that nobody is told when it "
            "goes down",
            hint=f"name the job {platform.processes[process].job!r}, or render the rules with "
            f"--set availability.{process}_job='{job}'",
            severity=Severity.WARNING,
        )


def _is_seen(config: Configuration, process: str, target: Target) -> bool:
    return re.fullmatch(config.alerted[process], target.labels.get("job", "")) is not None


def _page(target: Target) -> tuple[str, str]:
    return target.address, target.path


def _is_plain(target: Target) -> bool:
    """Whether the label `job` can be known: not where it is made of what a cluster says."""
    return target.pod is None or not _is_made(target.job)


def _is_made(job: Job) -> bool:
    rules = job.table.tables("relabel_configs")
    return any(
        rule.text("target_label") == "job" and rule.rows("source_labels").values for rule in rules
    )
