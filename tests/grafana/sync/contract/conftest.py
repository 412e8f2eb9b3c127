"""The commands, for tests that hold for any Grafana."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.grafana.sync.contract.command import Command
from tests.servers.grafana.instance import Instance


@pytest.fixture
def ops(grafana: Instance, tmp_path: Path) -> Command:
    """`ops dashboards` against the Grafana of the test."""
    return Command(grafana=grafana, backups=tmp_path)
