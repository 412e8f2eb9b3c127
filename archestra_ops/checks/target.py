"""Where to look: the addresses that were named, or the ones that a process has by default."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from archestra_ops.errors import OpsError
from archestra_ops.http import shown
from archestra_ops.packs.model import Platform
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


def expected(platform: Platform, process: str | None) -> tuple[str, ...]:
    """The processes that *process* stands for: itself, or everyone for `all`; none for None.

    Raises OpsError where the platform has no such process.
    """
    if process is None:
        return ()
    if process == ALL:
        return tuple(platform.processes)
    if process not in platform.processes:
        raise OpsError(
            f"platform '{platform.name}' has no process named {process!r}",
            hint=did_you_mean(process, (*platform.processes, ALL)),
        )
    return (process,)


def metrics_targets(
    platform: Platform, named: dict[str, str], *, default: bool
) -> tuple[Target, ...]:
    """The metrics pages *named*, a URL by process; where none is, the defaults if *default*.

    Raises OpsError where the platform has no such process.
    """
    for process in named:
        expected(platform, process)
    if named or not default:
        return tuple(Target(url=url, processes=(name,)) for name, url in named.items())
    return tuple(
        Target(
            url=f"http://localhost:{process.port}{process.path}", processes=(name,), assumed=True
        )
        for name, process in platform.processes.items()
    )


def health_targets(
    platform: Platform, named: dict[str, str], apis: dict[str, str]
) -> tuple[Target, ...]:
    """The addresses of `/health` of the processes whose metrics are *named*, all by default.

    *apis* has the URL by process where it is not that of the metrics with the port of the API.
    Processes that share an address share a target.
    """
    wanted = [*dict.fromkeys([*apis, *named])] or list(platform.processes)
    found: dict[str, Target] = {}
    for name in sorted(wanted, key=list(platform.processes).index):
        url = apis.get(name, "").rstrip("/") or _beside(named.get(name), platform, name)
        before = found.get(url)
        found[url] = Target(
            url=url,
            processes=(*(before.processes if before else ()), name),
            assumed=name not in apis and name not in named,
        )
    return tuple(found.values())


def _beside(metrics: str | None, platform: Platform, name: str) -> str:
    process = platform.processes[name]
    if metrics is None:
        return f"http://localhost:{process.api_port}"
    if process.api_port == process.port:
        return urljoin(metrics, ".").rstrip("/")
    parts = urlsplit(metrics)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{parts.scheme}://{host}:{process.api_port}"
