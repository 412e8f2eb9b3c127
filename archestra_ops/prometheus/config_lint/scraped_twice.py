"""Jobs that scrape the same page: each of its series is there more than once, and sums grow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from archestra_ops.findings import Severity
from archestra_ops.prometheus.config_lint.configuration import Configuration, Problem
from archestra_ops.prometheus.config_lint.scraped import Target, targets


@dataclass(frozen=True, kw_only=True)
class _Again:
    """A page as the first job has it, and the target of each further job, by the job's label."""

    first: Target
    others: dict[str, Target] = field(default_factory=dict)


def find(config: Configuration) -> Iterator[Problem]:
    """The pages that *config* scrapes more than once: pods of the chart, and named targets.

    One problem for each page and the first of the jobs that have it, however many others do.
    """
    if config.platform is None:
        return
    earlier: dict[tuple[object, ...], list[Target]] = {}
    pages: dict[tuple[str, str, bool], _Again] = {}
    for target in targets(config):
        before = earlier.setdefault((target.address, target.path, target.params), [])
        name = target.pod.owner if target.pod is not None else target.address
        for first in _firsts(target, before):
            page = (first.job.label, name, first.job is target.job)
            others = pages.setdefault(page, _Again(first=first)).others
            others.setdefault(target.job.label, target)
        before.append(target)
    for again in pages.values():
        yield _problem(again.first, tuple(again.others.values()))


def _firsts(target: Target, before: Sequence[Target]) -> Iterator[Target]:
    """The targets *before* that may be *target*, its own job's and others', the first of each.

    What may be one of these, too, is said with that one.
    """
    for is_own in (True, False):
        found: list[Target] = []
        for one in before:
            is_wanted = (one.job is target.job) is is_own and _meet(one, target)
            if is_wanted and not any(_meet(other, one) for other in found):
                found.append(one)
        yield from found


def _meet(one: Target, other: Target) -> bool:
    """Whether both may be one target: not where they keep to different namespaces or releases."""
    return all(other.within.get(name, what) == what for name, what in one.within.items())


def _problem(first: Target, others: Sequence[Target]) -> Problem:
    second = others[0]
    is_ours = second.pod is not None
    message, hint = _within_job(second) if second.job is first.job else _between(first, others)
    return Problem(
        line=second.line or second.job.table.line_of("job_name"),
        message=message,
        hint=hint,
        severity=Severity.ERROR if is_ours else Severity.WARNING,
    )


def _within_job(target: Target) -> tuple[str, str]:
    again = f"{target.job.label} scrapes {_page(target)} twice, with different labels"
    return f"{again}: sums count them twice", "keep one"


def _between(first: Target, others: Sequence[Target]) -> tuple[str, str]:
    second = others[0]
    labels = [other.job.label for other in others]
    which = f"{_page(second)}, which {first.job.label} does, too"
    where = f"the job in line {first.job.table.line_of('job_name')}"
    if len(others) == 1:
        message = f"{labels[0]} scrapes {which}: sums count them twice"
        return message, f"keep this one, or {where}"
    listed = f"{', '.join(labels[:-1])} and {labels[-1]}"
    own = "" if second.pod is not None else ", or give each a target of its own"
    message = f"{listed} scrape {which}: sums count them {len(others) + 1} times"
    return message, f"keep {where}{own}"


def _page(target: Target) -> str:
    return f"{target.pod.owner}'s pods" if target.pod is not None else repr(target.address)
