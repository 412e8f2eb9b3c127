"""Where to look: the addresses that were named, or the ones that a process has by default."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from archestra_ops.errors import OpsError
from archestra_ops.http import shown
from archestra_ops.packs.model import Platform
from archestra_ops.packs.process import Process
from archestra_ops.packs.structure import did_you_mean

ALL = "all"


@dataclass(frozen=True, kw_only=True)
class Target:
    """An address, and the processes that may answer there; `assumed` says that nobody named it.

    Of a metrics target `url` is the page's, of a health target what `/health` is added to.
    """

    url: str
    processes: tuple[str, ...]
    assumed: bool = False

    @property
    def subject(self) -> str:
        """The address as findings show it."""
        return shown(self.url).rstrip("/")


def places(platform: Platform) -> str:
    """Where the metrics of *platform* are by default, in a sentence."""
    told = (
        f"'{name}' at ':{process.port}{process.path}'"
        for name, process in platform.processes.items()
        if not process.optional
    )
    return f"{platform.title} has them by default: {', '.join(told)}"


def option(platform: Platform) -> str:
    """The option of `ops check` that names a page of *platform*, with one of its processes."""
    return f"--target {next(iter(platform.processes))}=URL"


def expected(platform: Platform, process: str | None) -> tuple[str, ...]:
    """The processes that *process* stands for: itself, or everyone for `all`; none for None.

    One that the platform has in another profile alone is one, too: pages tell which it is.
    Raises OpsError where the platform has no such process.
    """
    if process is None:
        return ()
    if process == ALL:
        return tuple(platform.processes)
    known = (*platform.processes, *platform.silent)
    if process not in known:
        raise OpsError(
            f"platform '{platform.name}' has no process named {process!r}",
            hint=did_you_mean(process, (*known, ALL)),
        )
    return (process,)


def metrics_targets(
    platform: Platform, named: dict[str, str], *, default: bool
) -> tuple[Target, ...]:
    """The metrics pages *named*, a URL by process; where none is, the defaults if *default*.

    Of those, processes that share an address share a target: any of them may be there.
    Raises OpsError where the platform has no such process.
    """
    for process in named:
        expected(platform, process)
    if named or not default:
        return tuple(Target(url=url, processes=(name,)) for name, url in named.items())
    found: dict[str, tuple[str, ...]] = {}
    for name, one in platform.processes.items():
        if not one.optional:
            url = f"http://localhost:{one.port}{one.path}"
            found[url] = (*found.get(url, ()), name)
    return tuple(Target(url=url, processes=names, assumed=True) for url, names in found.items())


def is_silent(target: Target, platform: Platform) -> bool:
    """Whether only probes ask who is at *target*: nobody there has metrics in this profile."""
    probed = {probe.process for probe in platform.probes}
    return probed & platform.silent.keys() >= set(target.processes)


def health_targets(
    platform: Platform, named: dict[str, str], apis: dict[str, str]
) -> tuple[Target, ...]:
    """The addresses of `/health` of the processes whose metrics are *named*, all by default.

    *apis* has the URL by process where it is not that of the metrics with the port of the API.
    Processes that share an address share a target. Raises OpsError for one that is not there.
    """
    for name in named:
        expected(platform, name)
    wanted = [*dict.fromkeys([*apis, *named])] or list(platform.processes)
    found: dict[str, Target] = {}
    for name in sorted(wanted, key=list(platform.processes).index):
        url = apis.get(name, "").rstrip("/") or beside(named.get(name), platform.processes[name])
        before = found.get(url)
        found[url] = Target(
            url=url,
            processes=(*(before.processes if before else ()), name),
            assumed=name not in apis and name not in named,
        )
    return tuple(found.values())


def beside(metrics: str | None, process: Process) -> str:
    """The API of *process*, by the address of its *metrics* page; by default on this host."""
    if metrics is None:
        return f"http://localhost:{process.api_port}"
    if process.api_port == process.port:
        return urljoin(metrics, ".").rstrip("/")
    parts = urlsplit(metrics)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{parts.scheme}://{host}:{process.api_port}"
