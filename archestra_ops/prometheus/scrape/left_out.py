"""What gets no job where pods are found, and what gets one that may bring nothing: and why."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Final

from archestra_ops.prometheus.scrape.jobs import jobs_of
from archestra_ops.prometheus.scrape.request import ScrapeRequest, listed, verb

_WIDTH: Final = 96  # characters of a line of a comment


def left_out(request: ScrapeRequest) -> Iterator[str]:
    """The processes that are not scraped by *request* in a cluster, a sentence for each reason.

    A target that can only be down is none: it would hide those that have gone down.
    """
    if not request.is_discovering:
        return
    reasons: dict[tuple[str, str], list[str]] = {}
    for name, part in request.platform.processes.items():
        found = part.kubernetes
        if request.has(name):
            continue
        if found is not None and found.no_metrics:
            why = f": {found.no_metrics}; where yours has metrics, add"
        else:
            why = ", being optional: add"
        how = "HOST:PORT" if found is None or found.no_metrics else "pods"
        reasons.setdefault((why, how), []).append(name)
    for (why, how), names in reasons.items():
        which = names[0] if len(names) == 1 else "PROCESS"
        yield f"{listed(names)} {verb(names)} left out{why} --target {which}={how}"


def doubtful(request: ScrapeRequest) -> Iterator[str]:
    """The jobs of *request* whose page may not be there, a sentence each."""
    for job in jobs_of(request):
        part = request.platform.processes.get(job.part)
        if part is not None and part.no_metrics:
            yield f"{job.part}: {part.no_metrics}"


def heading(request: ScrapeRequest) -> str:
    """What the file itself says of these, as comments of its language."""
    mark = "// " if request.form == "alloy" else "# "
    sentences = (*left_out(request), *doubtful(request))
    lines = (line for text in sentences for line in textwrap.wrap(f"{text}.", _WIDTH))
    return "".join(f"{mark}{line}\n" for line in lines)
