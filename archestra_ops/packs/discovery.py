"""How an estate finds what is scraped, and what runs the exporters: chart labels, flags, Alloy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Workload:
    """Where a Helm chart puts something that has metrics.

    `pods` are labels that only its pods have, `labels` those that they have beside these. `port` is
    the name of the container port, `other_ports` are the pods' others, by name. `service` are
    labels of the Service whose port has the same name; empty where the chart has none.
    `target_port` says that this port of the Service may lead to another program of the pod, a
    proxy: monitors then name the container's. `namespace` is where it is installed apart from the
    platform, `*` where that may be anywhere; empty is the platform's own. `no_metrics` says why a
    scrape of that port cannot work, in a sentence without a stop; empty where it can.
    """

    pods: Mapping[str, str]
    port: str
    service: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    other_ports: Mapping[str, int] = field(default_factory=dict)
    target_port: bool = False
    namespace: str = ""
    no_metrics: str = ""


@dataclass(frozen=True, kw_only=True)
class SideProcess:
    """A process that only some installations have, and that no board asks for."""

    title: str
    job: str
    port: int
    path: str = "/metrics"
    kubernetes: Workload


@dataclass(frozen=True, kw_only=True)
class Argument:
    """What an exporter is started with, where `when` (`option=value`, or always) is so.

    `$option` in it stands for the option's value.
    """

    flag: str
    when: str = ""


@dataclass(frozen=True, kw_only=True)
class Embedded:
    """The component by which Grafana Alloy has the exporter inside.

    `texts` and `lists` name the component's arguments, and the URL parameter of each job that they
    take their value from; of those in `first_words` it is the first word alone. `fixed` are lists
    that are the same for each job; `$option` in them stands for the option's value. `always` are
    options that it leaves no choice of. `cautions` say what to mind with an argument.
    """

    component: str
    texts: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, str] = field(default_factory=dict)
    first_words: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    always: Mapping[str, str] = field(default_factory=dict)
    cautions: Mapping[str, str] = field(default_factory=dict)
