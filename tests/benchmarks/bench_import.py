"""Five boards into a Grafana on this machine, as a whole process; and again, when all are there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from unittest import mock

from tests.benchmarks.row import Row
from tests.benchmarks.timing import ops
from tests.servers.grafana import FakeGrafana

BAR_SECONDS = 0.7
READS = 4 + 5
IN_FLIGHT = 4
AGAIN = "unchanged boards again"


def run(full: bool) -> list[Row]:
    first, second, reads, writes, most = [], [], 0, 0, 0
    for _ in range(5 if full else 1):
        with _grafana() as grafana:
            first.append(ops("dashboards", "import"))
            most = max(most, grafana.record.most_in_flight)
            grafana.record.clear()
            second.append(ops("dashboards", "import"))
            reads, writes = len(grafana.record.reads), len(grafana.record.writes)
    return [
        _seconds("ops dashboards import, five boards", median(first)),
        _seconds(f"ops dashboards import, {AGAIN}", median(second)),
        Row(f"reads for {AGAIN}", reads, "4 and one a board", READS, reads / READS, 1.0, ""),
        Row(f"writes for {AGAIN}", writes, "none", 0, writes, 0.0, ""),
        Row("requests in flight", most, "at most four", IN_FLIGHT, most / IN_FLIGHT, 1.0, ""),
    ]


@contextmanager
def _grafana() -> Iterator[FakeGrafana]:
    """A Grafana that the environment names."""
    with FakeGrafana(11) as grafana:
        for kind in ("prometheus", "tempo", "loki"):
            grafana.add_datasource(kind, kind)
        named = {"GRAFANA_URL": grafana.url, "GRAFANA_TOKEN": grafana.token}
        with mock.patch.dict(os.environ, named):
            yield grafana


def _seconds(what: str, ours: float) -> Row:
    return Row(what, ours, "the bar", BAR_SECONDS, ours / BAR_SECONDS, 1.0)
