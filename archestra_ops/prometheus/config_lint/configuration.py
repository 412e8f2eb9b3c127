"""A Prometheus configuration as its rules look at it, and what they say of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from archestra_ops.findings import Severity
from archestra_ops.packs.model import Platform
from archestra_ops.packs.provider import Provider
from archestra_ops.prometheus.config_lint.cluster import Pod, pods
from archestra_ops.prometheus.document import Table, Value


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing wrong with a configuration: where, what, and what to do about it."""

    line: int
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR


@dataclass(frozen=True)
class Job:
    """One entry of scrape_configs. `label` is what messages call it: `job 'web'`, or `job 3`."""

    label: str
    table: Table


@dataclass(frozen=True, kw_only=True)
class Configuration:
    """A whole file, or only its scrape_configs. *folder* is what its relative paths start from.

    *platform* and *providers* are what may be scraped; without them nothing is said of that.
    *alerted* are the expressions by which alerts know the jobs of processes. *is_asked_for* says
    that the platform was named: then it is missed where nothing of it is scraped.
    """

    value: Value
    folder: Path | None = None
    platform: Platform | None = None
    providers: tuple[Provider, ...] = ()
    alerted: Mapping[str, str] = field(default_factory=dict)
    is_asked_for: bool = False

    @cached_property
    def pods(self) -> tuple[Pod, ...]:
        """What the platform's chart has in a cluster."""
        return pods(self.platform, self.providers) if self.platform is not None else ()

    @cached_property
    def root(self) -> Table:
        """The file's table, empty where the file is none."""
        return self.value if isinstance(self.value, Table) else Table()

    @cached_property
    def jobs(self) -> tuple[Job, ...]:
        """Its scrape jobs, in order."""
        return tuple(
            Job(job_label(index, table), table)
            for index, table in enumerate(self.root.rows("scrape_configs").values, 1)
            if isinstance(table, Table)
        )

    def holders(self) -> Iterator[tuple[str, Table]]:
        """The parts of the file that messages name: each job, and every other table at its top."""
        for job in self.jobs:
            yield job.label, job.table
        for key, value in self.root.entries.items():
            if key != "scrape_configs":
                yield f"'{key}'", Table(self.root.lines[key], {key: value}, self.root.lines)


def job_label(index: int, job: Table) -> str:
    """What messages call the job that is the *index*-th of its list, from 1."""
    name = job.text("job_name")
    return f"job {name!r}" if name else f"job {index}"
