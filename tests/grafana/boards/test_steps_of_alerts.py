"""That a panel changes its colour where the alert begins that leads to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import inf
from typing import NamedTuple

import pytest

from archestra_ops import packs
from archestra_ops.grafana.shipped_boards import boards_for
from archestra_ops.prometheus.rules import build, default_values

# How many of the panel's unit are one of the value's.
SCALES = {("ratio", "percentunit"): 1.0, ("seconds", "s"): 1.0, ("seconds", "ms"): 1000.0}
# Alerts whose value is of something else than what their panel's colours are of.
ELSEWHERE = {"AgynPostgresStorageFilling": "how full it is before its growth is judged"}


class Begin(NamedTuple):
    """Where an alert begins, in its panel's unit, and where the panel's colours do."""

    alert: str
    panel: str
    limit: float
    steps: dict[str, float]

    @property
    def is_seen(self) -> bool:
        """Whether the panel is red by then, or takes another colour just there."""
        return self.limit in self.steps.values() or self.steps.get("red", inf) < self.limit


def begins(platform: str) -> Iterator[Begin]:
    values = default_values(platform)
    for profile in packs.profiles(platform) or ("",):
        boards = boards_for(packs.platform(platform, profile))
        panels = {(board.slug, one.title): one for board in boards for one in board.panels}
        for one in build.definitions(platform, values.with_examples()).values():
            panel = panels.get((one.board, one.panel))
            steps = {c: float(v) for c, v in panel.steps.items() if v is not None} if panel else {}
            if panel is None or not steps or one.alert in ELSEWHERE:
                continue
            for path in re.findall(r">=? \$\{([a-z0-9_.]+)\}", one.expr):
                unit = values.entries[path].unit if path in values.entries else ""
                if scale := SCALES.get((unit, panel.unit)):
                    yield Begin(one.alert, one.panel, scale * float(values.text(path)), steps)


@pytest.mark.parametrize("platform", ["agyn", "astromesh", "truefoundry"])
def test_a_panel_is_red_or_turns_where_its_alert_begins(platform: str) -> None:
    found = list(begins(platform))

    assert found
    assert [one for one in found if not one.is_seen] == []
