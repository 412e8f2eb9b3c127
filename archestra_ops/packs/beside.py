"""What is scraped beside the platform and its PostgreSQL, as far as our rules look at it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from archestra_ops.packs.model import Metric, Pack, Platform
from archestra_ops.packs.process import Process
from archestra_ops.packs.traffic import Emit


@dataclass(frozen=True, kw_only=True)
class Beside:
    """A job that is not the platform's, the addresses that it scrapes, and what is on its page."""

    job: str
    instances: tuple[str, ...]
    pack: Pack


_FAILURES: Final = "prometheus_rule_evaluation_failures_total"
_PROBE: Final = Metric(
    name="probe_success",
    type="gauge",
    help="1 where the last probe got what it asked for",
    unit="1 or 0",
    emit=(Emit(level=1.0),),
)


def beside(platform: Platform) -> tuple[Beside, ...]:
    """The jobs beside *platform*, with the metrics that alerts on alerting and readiness need.

    The probes ask the first of its processes that every installation has.
    """
    ready = (f"http://{n}:{p.api_port}/ready" for n, p in platform.processes.items() if _asked(p))
    return (
        Beside(
            job="prometheus",
            instances=("prometheus:9090",),
            pack=_pack("prometheus", "Prometheus itself", _failures(platform.name)),
        ),
        Beside(
            job=f"{platform.name}-ready",
            instances=tuple(ready)[:1],
            pack=_pack("blackbox", "blackbox_exporter", _PROBE),
        ),
    )


def _asked(process: Process) -> bool:
    return not process.optional and not process.foreign


def _failures(platform: str) -> Metric:
    """What Prometheus counts for each group of rules, of ours on availability."""
    group = {"rule_group": f"/etc/prometheus/{platform}.yaml;{platform}-availability"}
    return Metric(
        name=_FAILURES,
        type="counter",
        help="rule evaluations that failed",
        unit="evaluations",
        labels=("rule_group",),
        emit=(Emit(series=(group,), whole=True),),
    )


def _pack(name: str, title: str, metric: Metric) -> Pack:
    return Pack(name=name, title=title, metrics={metric.name: metric})
