"""Two jobs that scrape the same page: each of its series is there twice, and sums are doubled."""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.findings import Severity
from archestra_ops.prometheus.config_lint.configuration import Configuration, Problem
from archestra_ops.prometheus.config_lint.scraped import Target, targets


def find(config: Configuration) -> Iterator[Problem]:
    """The pages that *config* scrapes more than once: pods of the chart, and named targets."""
    if config.platform is None:
        return
    first: dict[tuple[object, ...], list[Target]] = {}
    said: set[tuple[str, str, str]] = set()
    for target in targets(config):
        key = (target.address, target.path, target.params)
        for other in first.get(key, ()):
            name = target.pod.owner if target.pod is not None else target.address
            pair = (other.job.label, target.job.label, name)
            if _meet(other, target) and pair not in said:
                said.add(pair)
                yield _problem(other, target)
        first.setdefault(key, []).append(target)


def _meet(one: Target, other: Target) -> bool:
    """Whether both may be one target: not where they keep to different namespaces or releases."""
    return all(other.within.get(name, what) == what for name, what in one.within.items())


def _problem(first: Target, second: Target) -> Problem:
    what = f"{second.pod.owner}'s pods" if second.pod is not None else repr(second.address)
    is_ours = second.pod is not None
    where = first.job.table.line_of("job_name")
    again = f"scrapes {what}, which {first.job.label} does, too"
    if second.job is first.job:
        again = f"scrapes {what} twice, with different labels"
    return Problem(
        line=second.line or second.job.table.line_of("job_name"),
        message=f"{second.job.label} {again}: sums count them twice",
        hint="keep one"
        if second.job is first.job
        else f"keep this one, or the job in line {where}",
        severity=Severity.ERROR if is_ours else Severity.WARNING,
    )
