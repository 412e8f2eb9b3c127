"""Processes of the platform that nothing scrapes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from archestra_ops.findings import Severity
from archestra_ops.packs.model import Platform
from archestra_ops.prometheus.config_lint.configuration import Configuration, Problem
from archestra_ops.prometheus.config_lint.meant import meant
from archestra_ops.prometheus.config_lint.ownership import found_elsewhere, processes_of
from archestra_ops.prometheus.config_lint.scraped import Target, may_have_more


def find(config: Configuration) -> Iterator[Problem]:
    """The processes that no job of *config* scrapes, where a job does scrape another.

    Where the platform was asked for, also where none does. What is scraped on a wrong port, what a
    job of its name looks for by labels of one's own, and pods that no scrape can reach, are not
    missing.
    """
    platform = config.platform
    if platform is None or may_have_more(config) or not config.jobs:
        return
    found = {
        owned.process: owned.target
        for annotated in (True, False)
        for owned in processes_of(config, annotated=annotated)
    }
    excused = {one.name for one in meant(config)} | _unreachable(platform, found)
    excused |= {name for name, _ in found_elsewhere(config)}
    missing = [
        name
        for name, part in platform.processes.items()
        if name not in found and name not in excused and not part.optional
    ]
    if missing and found:
        yield _beside(platform, missing, *next(iter(found.items())))
    elif missing and config.is_asked_for:
        yield Problem(
            line=config.root.line_of("scrape_configs") or 1,
            message=f"no job scrapes {_or(missing)}",
            hint=_hint(missing),
            severity=Severity.WARNING,
        )


def _unreachable(platform: Platform, found: Mapping[str, Target]) -> set[str]:
    """Processes that cannot be scraped where others are: in a cluster."""
    is_cluster = any(target.pod is not None for target in found.values())
    return {
        name
        for name, part in platform.processes.items()
        if is_cluster and part.kubernetes is not None and part.kubernetes.no_metrics
    }


def _beside(platform: Platform, missing: list[str], other: str, target: Target) -> Problem:
    both = "; fine where one process is both" if platform.all_in_one else ""
    return Problem(
        line=target.job.table.line_of("job_name"),
        message=f"{target.job.label} scrapes {other}, and no job scrapes {_or(missing)}",
        hint=f"{_hint(missing)}{both}",
        severity=Severity.WARNING,
    )


def _hint(missing: list[str]) -> str:
    jobs = "its job" if len(missing) == 1 else "their jobs"
    return f"`ops scrape-config render` writes {jobs}"


def _or(names: list[str]) -> str:
    return " or ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
