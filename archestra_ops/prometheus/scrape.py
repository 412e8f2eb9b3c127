"""Scrape jobs for a platform and its PostgreSQL, in Prometheus' own form.

Every key that is written is in Prometheus 2.40 and in 3.x.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from archestra_ops.errors import OpsError
from archestra_ops.packs.model import Platform
from archestra_ops.packs.provider import Job, Provider
from archestra_ops.packs.structure import did_you_mean
from archestra_ops.prometheus import duration, target
from archestra_ops.prometheus.static_labels import is_text, refuse_labels
from archestra_ops.templating import fill

_TIMEOUT: Final = 10.0  # seconds; Prometheus' own default
# No subscription has it: what a pack holds until the operator says which is meant.
PLACEHOLDER: Final = "00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True, kw_only=True)
class ScrapeRequest:
    """What is to be scraped, and how.

    `targets` are the host:ports of each process (`web`, `worker`) and of each provider's exporter,
    by their names; what is not named is on localhost, on the pack's port. `scrape_interval`
    (seconds) is the platform's jobs' and the whole file's; a provider's jobs keep their own.
    `interval` (seconds) overrides all of them. `credentials_file` holds the bearer secret of the
    platform's endpoints; `scheme` is theirs, too. `labels` are added to every target. `full` asks
    for a whole prometheus.yml.
    """

    platform: Platform
    providers: tuple[Provider, ...] = ()
    targets: Mapping[str, Sequence[str]] = field(default_factory=dict)
    credentials_file: str | None = None
    scrape_interval: float = 15.0
    interval: float | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    scheme: Literal["http", "https"] = "http"
    full: bool = False


@dataclass(frozen=True, kw_only=True)
class _Job:
    """A scrape job as the template writes it."""

    name: str
    comment: str
    targets: Sequence[str]
    interval: str
    timeout: str
    path: str
    params: Mapping[str, Sequence[str]] = field(default_factory=dict)
    honor_timestamps: bool = True
    scheme: str = "http"
    credentials_file: str | None = None


def render(request: ScrapeRequest) -> str:
    """The scrape configuration as YAML, the same text for the same request.

    Raises OpsError for a target, label, interval or file that Prometheus would refuse or
    misunderstand, for targets of what is not scraped, and for two jobs of one name.
    """
    _refuse(request)
    jobs = [*_platform_jobs(request), *_postgres_jobs(request)]
    names = [job.name for job in jobs]
    for name in names:
        if names.count(name) > 1:
            raise OpsError(f"two scrape jobs would be named {name!r}", hint="leave one out")
    return fill(
        "prometheus.yaml.j2" if request.full else "scrape-config.yaml.j2",
        jobs=jobs,
        labels=request.labels,
        placeholder=PLACEHOLDER,
        scrape_interval=duration.text(request.interval or request.scrape_interval),
    )


def placeholders(request: ScrapeRequest) -> tuple[str, ...]:
    """The providers' options that still have a pack's placeholder for a value."""
    return tuple(
        name
        for provider in request.providers
        for name, option in provider.options.items()
        if any(job.params.get(option.param) == (PLACEHOLDER,) for job in provider.jobs)
    )


def _platform_jobs(request: ScrapeRequest) -> Iterator[_Job]:
    for name, process in request.platform.processes.items():
        interval, timeout = _times(request, request.scrape_interval, _TIMEOUT)
        yield _Job(
            name=process.job,
            comment=_one_line(f"{request.platform.title}, {process.title}."),
            targets=request.targets.get(name) or [f"localhost:{process.port}"],
            interval=interval,
            timeout=timeout,
            path=process.path,
            scheme=request.scheme,
            credentials_file=request.credentials_file,
        )


def _postgres_jobs(request: ScrapeRequest) -> Iterator[_Job]:
    for provider in request.providers:
        targets = request.targets.get(provider.name)
        for job in provider.jobs:
            yield _postgres_job(request, provider, job, targets or [f"localhost:{job.port}"])


def _postgres_job(
    request: ScrapeRequest, provider: Provider, job: Job, targets: Sequence[str]
) -> _Job:
    interval, timeout = _times(request, job.scrape_interval, job.scrape_timeout)
    return _Job(
        name=job.name,
        comment=_one_line(f"{provider.title}."),
        targets=targets,
        interval=interval,
        timeout=timeout,
        path=job.path,
        params=job.params,
        honor_timestamps=job.honor_timestamps,
    )


def _times(request: ScrapeRequest, interval: float, timeout: float) -> tuple[str, str]:
    """Interval and timeout; Prometheus refuses a timeout that is longer."""
    chosen = request.interval or interval
    return duration.text(chosen), duration.text(min(chosen, timeout))


def _refuse(request: ScrapeRequest) -> None:
    known = [*request.platform.processes, *(provider.name for provider in request.providers)]
    for name, targets in request.targets.items():
        if name not in known:
            raise OpsError(f"nothing called {name!r} is scraped", hint=did_you_mean(name, known))
        for one in targets:
            flaw = target.flaw(one)
            if flaw:
                raise OpsError(f"target {target.shown(one)} {flaw}", hint=target.HINT)
    for interval in (request.scrape_interval, request.interval):
        if interval is not None and interval < 0.001:  # noqa: PLR2004 - a millisecond
            raise OpsError(
                f"an interval of {interval:g} seconds is too short", hint="give 1ms or more"
            )
    refuse_labels(request.labels, request.platform, request.providers)
    _refuse_file(request.credentials_file)


def _refuse_file(name: str | None) -> None:
    if name is not None and (not name or not is_text(name)):
        raise OpsError(f"{name!r} is not the name of a file", hint="give its whole path")


def _one_line(text: str) -> str:
    """*text* as a comment may have it."""
    return "".join(filter(str.isprintable, " ".join(text.split())))
