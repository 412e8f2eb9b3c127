"""What a rendered text takes for granted because nobody said otherwise, and what it repeats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from archestra_ops.prometheus.scrape.jobs import ScrapeJob, jobs_of
from archestra_ops.prometheus.scrape.left_out import doubtful, left_out
from archestra_ops.prometheus.scrape.request import (
    DISCOVERING,
    LOCAL_WRITE,
    ScrapeRequest,
    listed,
    option,
    verb,
)

_SENDING = frozenset({"alloy", "otel-collector"})
# Targets have to be named in it, but it is applied where the chart's own monitors are, too.
_APPLIED = DISCOVERING | {"scrapeconfig"}


def taken_for_granted(request: ScrapeRequest) -> Iterator[str]:
    """Where the text has a default for what the estate has, or repeats it, a sentence each."""
    local = _on_localhost(request)
    if local:
        names = list(dict.fromkeys(job.part or "postgres" for job in local))
        taken = f"{listed(names)} {verb(names)} taken to be on localhost{_crowded(local)}"
        yield f"{taken}: give {_options(names)}"
    if request.form in _SENDING:
        yield from _of_senders(request)
    yield from left_out(request)
    yield from doubtful(request)
    yield from _scraped_already(request)
    yield from _looked_for_elsewhere(request)


def _on_localhost(request: ScrapeRequest) -> list[ScrapeJob]:
    embedded = {p.name for p in request.providers if p.alloy and request.form == "alloy"}
    return [
        job
        for job in jobs_of(request)
        if job.targets
        and not request.targets.get(job.part or job.provider)
        and job.provider not in embedded
    ]


def _crowded(jobs: Iterable[ScrapeJob]) -> str:
    """What to say of the processes among *jobs* that cannot all be where they are taken to be."""
    found = Counter(target for job in jobs if job.part for target in job.targets)
    crowds = [
        f", {many} of them on port {target.rpartition(':')[2]}, where only one can be"
        for target, many in found.items()
        if many > 1
    ]
    return "".join(crowds)


def _scraped_already(request: ScrapeRequest) -> Iterator[str]:
    """What a cluster scrapes without this text: with it, there would be two of each series."""
    for job in jobs_of(request):
        process = request.platform.processes.get(job.part)
        is_in_cluster = job.workload is not None or request.form in _APPLIED
        if process is not None and process.monitored and is_in_cluster:
            yield f"{job.part}: {process.monitored}"


def _looked_for_elsewhere(request: ScrapeRequest) -> Iterator[str]:
    """What is not looked for where the platform is."""
    for job in jobs_of(request):
        if job.workload is not None and job.workload.namespace:
            where = f"the namespace {job.namespace!r}" if job.namespace else "every namespace"
            yield f"{job.part} is looked for in {where}"


def _of_senders(request: ScrapeRequest) -> Iterator[str]:
    if request.is_discovering:
        found = [job.part for job in jobs_of(request) if job.workload]
        processes = [name for name in request.platform.processes if name in found]
        options = _options(processes)
        looked_for = f"{listed(processes)} {verb(processes)} looked for"
        yield f"{looked_for} in Kubernetes: elsewhere give {options}"
    if not request.remote_write:
        yield f"samples are sent to {LOCAL_WRITE}: give --remote-write"
    for provider in request.providers if request.form == "alloy" else ():
        if provider.alloy is None or request.targets.get(provider.name):
            continue
        for name, value in provider.alloy.always.items():
            if provider.chosen.get(name, provider.options[name].default) != value:
                yield (
                    f"{provider.alloy.component} always works as with {name}={value}: "
                    f"build boards and alerts with --provider-option {name}={value}"
                )


def _options(parts: Iterable[str]) -> str:
    """The options for the targets of *parts*; several that are alike are one."""
    own = [word for word in map(option, parts) if "=" not in word]
    others = [word for word in map(option, parts) if "=" in word]
    if len(others) > 1:
        others = [option("PROCESS")]
    return ", ".join((*others, *own))
