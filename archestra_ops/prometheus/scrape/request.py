"""What is asked for: what is to be scraped, by whom, and what the estate calls things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Sized
from dataclasses import dataclass, field
from typing import Final, Literal

from archestra_ops.packs.model import Platform
from archestra_ops.packs.provider import Provider

# Options of the command line that name a part's targets without `--target`.
_SHORT: Final = ("web", "worker", "postgres")
# Prometheus' own, where it runs with --web.enable-remote-write-receiver.
LOCAL_WRITE: Final = "http://localhost:9090/api/v1/write"
# Forms whose reader finds the pods itself, with no targets given or never with any.
DISCOVERING: Final = frozenset({"kubernetes-sd", "servicemonitor"})
DISCOVERING_WITHOUT_TARGETS: Final = frozenset({"alloy", "otel-collector"})


@dataclass(frozen=True, kw_only=True)
class Cluster:
    """Names in Kubernetes.

    `namespace` is where the platform runs; empty is any, or for monitors their own.
    `monitor_namespace` is where the operator's objects are made. `operator_labels` are what the
    operator selects its objects by. `credentials_name` and `credentials_key` are the Secret, in the
    monitors' namespace, and its key, that hold the metrics secret; an empty key is what the
    platform calls that secret. `renderer` asks for the platform's side processes, too.
    """

    namespace: str = ""
    monitor_namespace: str = ""
    operator_labels: Mapping[str, str] = field(default_factory=dict)
    credentials_name: str = ""
    credentials_key: str = ""
    renderer: bool = False


@dataclass(frozen=True, kw_only=True)
class ScrapeRequest:
    """What is to be scraped, and how.

    `form` is one of `FORMS`. `targets` are the host:ports of each process (`web`, `worker`) and of
    each provider's exporter, by their names; what is not named is discovered, or on localhost, on
    the pack's port, or left out where it is optional or no scrape of its pods can work.
    `discovered` are optional processes that are to be looked for in the cluster all the same.
    `scrape_interval` (seconds) is the platform's jobs' and the whole file's; a provider's jobs keep
    their own. `interval` (seconds) overrides all
    of them. `credentials_file` holds the bearer secret of the platform's endpoints; `scheme` is
    theirs, too. `labels` are added to every target. `full` asks for a whole prometheus.yml.
    `remote_write` is the URL that samples are sent on to; empty is nowhere, or where the form must
    send them, `LOCAL_WRITE`.
    """

    platform: Platform
    providers: tuple[Provider, ...] = ()
    form: str = "prometheus"
    targets: Mapping[str, Sequence[str]] = field(default_factory=dict)
    discovered: frozenset[str] = frozenset()
    credentials_file: str | None = None
    scrape_interval: float = 15.0
    interval: float | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    scheme: Literal["http", "https"] = "http"
    full: bool = False
    remote_write: str = ""
    cluster: Cluster = field(default_factory=Cluster)

    def has(self, process: str) -> bool:
        """Whether *process* gets a job."""
        part = self.platform.processes[process]
        if self.targets.get(process) or process in self.discovered:
            return True
        cannot = self.is_discovering and part.kubernetes is not None and part.kubernetes.no_metrics
        return not part.optional and not cannot

    @property
    def is_discovering(self) -> bool:
        """Whether the form's reader finds the platform's pods itself."""
        if self.form in DISCOVERING_WITHOUT_TARGETS:
            found = [name for name, one in self.platform.processes.items() if one.is_found]
            return bool(found) and not any(self.targets.get(name) for name in found)
        return self.form in DISCOVERING


def listed(names: Sequence[str]) -> str:
    """*names* as a sentence lists them; one at least."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def verb(names: Sized) -> str:
    """What follows *names* in a sentence: is, or are."""
    return "is" if len(names) == 1 else "are"


def option(part: str) -> str:
    """The option that names the targets of *part*, a process or `postgres`."""
    return f"--{part}-target" if part in _SHORT else f"--target {part}=HOST:PORT"
