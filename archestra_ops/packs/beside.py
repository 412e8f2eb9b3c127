"""What is scraped beside the platform and its PostgreSQL, as far as our rules look at it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from archestra_ops.packs.model import Metric, Pack
from archestra_ops.packs.traffic import Emit


@dataclass(frozen=True, kw_only=True)
class Beside:
    """A job that is not the platform's, the addresses that it scrapes, and what is on its page."""

    job: str
    instances: tuple[str, ...]
    pack: Pack


_FAILURES: Final = Metric(
    name="prometheus_rule_evaluation_failures_total",
    type="counter",
    help="rule evaluations that failed",
    unit="evaluations",
    labels=("rule_group",),
    emit=(
        Emit(series=({"rule_group": "/etc/prometheus/archestra.yaml;archestra-http"},), whole=True),
    ),
)
_PROBE: Final = Metric(
    name="probe_success",
    type="gauge",
    help="1 where the last probe got what it asked for",
    unit="1 or 0",
    emit=(Emit(level=1.0),),
)


def _pack(name: str, title: str, metric: Metric) -> Pack:
    return Pack(name=name, title=title, metrics={metric.name: metric})


BESIDE: Final = (
    Beside(
        job="prometheus",
        instances=("prometheus:9090",),
        pack=_pack("prometheus", "Prometheus itself", _FAILURES),
    ),
    Beside(
        job="archestra-ready",
        instances=("http://web:9000/ready",),
        pack=_pack("blackbox", "blackbox_exporter", _PROBE),
    ),
)
"""Their metrics are those that the alerts on alerting and on readiness need."""
