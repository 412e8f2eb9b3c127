"""The parts of a platform: processes with metrics, paths that say how one is, what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from archestra_ops.packs.discovery import Workload


@dataclass(frozen=True, kw_only=True)
class Process:
    """A part of a platform with a metrics endpoint of its own.

    `port` is where the metrics are, `api_port` where it says how it is; `emitter_port` and
    `emitter_api_port` are where the emitter has both. A file may leave out all but `port`, as
    `load` says. `anchor` is a metric that only this platform has and that this process always
    exposes. `kubernetes` is where the platform's Helm chart puts it, if there is one.
    `optional` is what only some installations have: nobody misses it. `foreign` is another
    program's, whose series are of others too and carry their labels (kube-state-metrics): they are
    not narrowed to the platform's jobs. `honor_labels` says that labels of its page go before those
    of the scrape. `monitored` says what already scrapes its pods in a cluster, unless switched off,
    and what to do about that; empty where nothing does. `no_metrics` says why `port` and `path`
    have no metrics, whatever the documentation says, in a sentence without a stop; empty where they
    do.
    """

    title: str
    job: str
    port: int
    api_port: int
    anchor: str
    path: str = "/metrics"
    emitter_port: int
    emitter_api_port: int
    kubernetes: Workload | None = None
    optional: bool = False
    foreign: bool = False
    honor_labels: bool = False
    monitored: str = ""
    no_metrics: str = ""

    @property
    def is_found(self) -> bool:
        """Whether its pods are looked for in a cluster unless something else is asked for."""
        found = self.kubernetes
        return found is not None and not self.optional and not found.no_metrics


@dataclass(frozen=True, kw_only=True)
class Probe:
    """A path at the API of a process that says how it is, and what a good answer is.

    `status` are the HTTP statuses that are well. `json` are fields of the body by their path with
    dots (`spec.ready`), as texts, each with what it has to be; an empty text asks only that it is
    there. `severity` is how bad another answer is, `hint` what to do then. `answer` is the body
    that the emitter gives. `seen` is false where the documentation alone has it.
    """

    process: str
    path: str
    help: str
    status: tuple[int, ...] = (200,)
    json: Mapping[str, str] = field(default_factory=dict)
    severity: Literal["info", "warning", "error"] = "error"
    hint: str
    answer: str = ""
    seen: bool = True


@dataclass(frozen=True, kw_only=True)
class Setup:
    """A file, or what else an operator writes, to have the metrics come: given out as it stands.

    `name` is what asks for it, `file` what it is usually called.
    """

    name: str
    title: str
    help: str
    file: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Gap:
    """What people ask for and no metric tells: `what`, `why` not, and what to do `instead`."""

    what: str
    why: str
    instead: str = ""


@dataclass(frozen=True, kw_only=True)
class Legacy:
    """Names of older releases and what they are called now; an empty string means dropped."""

    metrics: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
