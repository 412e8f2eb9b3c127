"""A process of the platform that nothing scrapes, while another is scraped."""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.findings import Severity
from archestra_ops.prometheus.config_lint.configuration import Configuration, Problem
from archestra_ops.prometheus.config_lint.ownership import processes_of
from archestra_ops.prometheus.config_lint.scraped import may_have_more


def find(config: Configuration) -> Iterator[Problem]:
    """The processes that no job of *config* scrapes, where a job does scrape another."""
    if config.platform is None or may_have_more(config):
        return
    found = {
        owned.process: owned.target.job
        for annotated in (True, False)
        for owned in processes_of(config, annotated=annotated)
    }
    for process, part in config.platform.processes.items() if found else ():
        if process not in found and not part.optional:
            other, job = next(iter(found.items()))
            yield Problem(
                line=job.table.line_of("job_name"),
                message=f"{job.label} scrapes {other}, and no job scrapes {process}",
                hint="`ops scrape-config render` writes its job; fine where one process is both",
                severity=Severity.WARNING,
            )
