"""A Grafana for tests: 9, 11 or 13, as far as its HTTP API can be told from a real one."""

from __future__ import annotations

from tests.servers.grafana.record import Record, Recorded
from tests.servers.grafana.server import FakeGrafana

__all__ = ["FakeGrafana", "Record", "Recorded"]
