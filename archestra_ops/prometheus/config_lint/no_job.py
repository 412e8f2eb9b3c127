"""A file that is fine, and by which nothing is scraped."""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.findings import Severity
from archestra_ops.prometheus.config_lint.configuration import Configuration, Problem
from archestra_ops.prometheus.document import Rows, Table


def find(config: Configuration) -> Iterator[Problem]:
    """Whether *config* is without any job; others may come from scrape_config_files."""
    jobs = config.root.entries.get("scrape_configs")
    is_without = isinstance(config.value, Table | None) and isinstance(jobs, Rows | None)
    if is_without and not config.jobs and not config.root.rows("scrape_config_files").values:
        yield Problem(
            line=config.root.line_of("scrape_configs") or 1,
            message="the file has no scrape job",
            hint="`ops scrape-config render` writes those of the platform",
            severity=Severity.WARNING,
        )
