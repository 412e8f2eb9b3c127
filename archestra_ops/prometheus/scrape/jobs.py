"""The scrape jobs, whatever form they will be written in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from archestra_ops.errors import OpsError
from archestra_ops.packs.bound import jobs_for
from archestra_ops.packs.discovery import SideProcess, Workload
from archestra_ops.packs.model import Platform
from archestra_ops.packs.process import Process
from archestra_ops.packs.provider import Job as PackJob
from archestra_ops.packs.provider import Provider
from archestra_ops.prometheus import duration
from archestra_ops.prometheus.scrape.request import ScrapeRequest, option

_TIMEOUT: Final = 10.0  # seconds; Prometheus' own default
_ANY: Final = "*"  # a pack's word for any namespace


@dataclass(frozen=True, kw_only=True)
class ScrapeJob:
    """A scrape job as templates write it.

    Either `targets` are host:ports, or `workload` is what is discovered. `part` is the process that
    it scrapes, `process` the label of that name, for the platform's own jobs. `flags` are what its
    exporter is started with. `namespace` is where `workload` is; empty is any.
    """

    name: str
    comment: str
    interval: str
    timeout: str
    path: str
    targets: Sequence[str] = ()
    workload: Workload | None = None
    namespace: str = ""
    part: str = ""
    process: str = ""
    provider: str = ""
    params: Mapping[str, Sequence[str]] = field(default_factory=dict)
    honor_timestamps: bool = True
    honor_labels: bool = False
    scheme: str = "http"
    credentials_file: str | None = None
    flags: Sequence[str] = ()

    @property
    def identifier(self) -> str:
        """The name as languages want one that do without hyphens."""
        return self.name.replace("-", "_")


def jobs_of(request: ScrapeRequest) -> list[ScrapeJob]:
    """The jobs of *request*, the platform's first; OpsError where two would have one name."""
    jobs = [*platform_jobs(request), *postgres_jobs(request)]
    names = [job.name for job in jobs]
    for name in names:
        if names.count(name) > 1:
            raise OpsError(f"two scrape jobs would be named {name!r}", hint="leave one out")
    return jobs


def platform_jobs(request: ScrapeRequest) -> Iterator[ScrapeJob]:
    """The jobs of the platform's processes, and of its side processes where they are wanted."""
    for name, part in request.platform.processes.items():
        if request.has(name):
            elsewhere = () if request.is_discovering else (f"localhost:{part.port}",)
            yield _platform_job(request, name, part, request.targets.get(name) or elsewhere)
    if request.cluster.renderer:
        for name, side in request.platform.side_processes.items():
            yield _platform_job(request, name, side, ())


def _platform_job(
    request: ScrapeRequest,
    name: str,
    part: Process | SideProcess,
    targets: Sequence[str],
) -> ScrapeJob:
    interval, timeout = _times(request, request.scrape_interval, _TIMEOUT)
    is_foreign = isinstance(part, Process) and part.foreign
    workload = None if targets else _workload(request.platform, name, part.kubernetes)
    return ScrapeJob(
        name=part.job,
        comment=one_line(f"{request.platform.title}, {part.title}."),
        targets=targets,
        workload=workload,
        namespace=_namespace(request, workload),
        part=name,
        process="" if is_foreign else name,
        interval=interval,
        timeout=timeout,
        path=part.path,
        honor_labels=isinstance(part, Process) and part.honor_labels,
        scheme="http" if is_foreign else request.scheme,
        credentials_file=None if is_foreign else request.credentials_file,
    )


def postgres_jobs(request: ScrapeRequest) -> Iterator[ScrapeJob]:
    """The jobs of the providers' exporters."""
    for provider in request.providers:
        for job in jobs_for(provider, request.platform.name):
            yield _postgres_job(request, provider, job)


def _postgres_job(request: ScrapeRequest, provider: Provider, job: PackJob) -> ScrapeJob:
    interval, timeout = _times(request, job.scrape_interval, job.scrape_timeout)
    given = request.targets.get(provider.name)
    workload = provider.kubernetes if request.is_discovering and not given else None
    return ScrapeJob(
        name=job.name,
        comment=one_line(f"{provider.title}."),
        targets=() if workload else given or [f"localhost:{job.port}"],
        workload=workload,
        namespace=_namespace(request, workload),
        provider=provider.name,
        interval=interval,
        timeout=timeout,
        path=job.path,
        params=job.params,
        honor_timestamps=job.honor_timestamps,
        flags=provider.flags,
    )


def _workload(platform: Platform, name: str, found: Workload | None) -> Workload:
    if found is None:
        raise OpsError(
            f"where a cluster has {platform.name!r}'s {name} is not known",
            hint=f"add [processes.{name}.kubernetes] to its pack, or give its targets: "
            f"{option(name)}, or --as prometheus",
        )
    return found


def _namespace(request: ScrapeRequest, workload: Workload | None) -> str:
    """Where *workload* is: its own namespace, if it has one, else the platform's; empty is any."""
    own = workload.namespace if workload is not None else ""
    return "" if own == _ANY else own or request.cluster.namespace


def _times(request: ScrapeRequest, interval: float, timeout: float) -> tuple[str, str]:
    """Interval and timeout; Prometheus refuses a timeout that is longer."""
    chosen = request.interval or interval
    return duration.text(chosen), duration.text(min(chosen, timeout))


def one_line(text: str) -> str:
    """*text* as a comment may have it."""
    return "".join(filter(str.isprintable, " ".join(text.split())))
