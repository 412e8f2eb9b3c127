"""A job without a name, or two jobs of one name: Prometheus starts with neither."""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.prometheus.config_lint.configuration import Configuration, Problem


def find(config: Configuration) -> Iterator[Problem]:
    """The jobs of *config* that have no name of their own."""
    seen: dict[str, int] = {}
    for job in config.jobs:
        name = job.table.text("job_name")
        line = job.table.line_of("job_name")
        if not name:
            yield Problem(line=line, message=f"{job.label} has no 'job_name'", hint="give it one")
        elif name in seen:
            yield Problem(
                line=line,
                message=f"two jobs are named {name!r}",
                hint=f"rename this one, or the one in line {seen[name]}",
            )
        else:
            seen[name] = line
