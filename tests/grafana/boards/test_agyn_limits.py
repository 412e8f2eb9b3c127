"""agyn's boards and its alerts agree: on what is too much, and on which Deployments are its own."""

from __future__ import annotations

import pytest

from archestra_ops.grafana.boards.agyn import BOARDS
from archestra_ops.grafana.boards.agyn.kubernetes import SERVICES
from archestra_ops.prometheus.rules import default_values

# Each panel whose colour an alert's threshold is, the colour, and the threshold. The last
# reconciliation is not among them: its alert waits for a minute more, which its red has.
LIMITS = [
    ("How slow is a check in OpenFGA?", "red", "authorization.p95_seconds"),
    ("How slow is a check in Authorization?", "red", "authorization.p95_seconds"),
    ("How long does a check take?", "red", "authorization.p95_seconds"),
    ("How long does a check take on the whole?", "red", "authorization.p95_seconds"),
    ("How many calls of OpenFGA fail?", "red", "authorization.error_ratio"),
    ("How many calls fail?", "red", "gateway.error_ratio"),
    ("What share of the calls fails?", "red", "gateway.error_ratio"),
    ("How many are rate limited?", "red", "llm.rate_limited_ratio"),
    ("Which provider limits the rate?", "red", "llm.rate_limited_ratio"),
    ("How often do providers fail?", "red", "llm.error_ratio"),
    ("What share of the answers is bad?", "red", "llm.error_ratio"),
    ("How many starts fail?", "red", "workloads.start_failure_ratio"),
    ("What share of the starts fails?", "red", "workloads.start_failure_ratio"),
    ("How many wait to start?", "yellow", "workloads.least_pending"),
    ("When was its lease last renewed?", "red", "workloads.lease_seconds"),
    ("How long is the queue?", "red", "tracing.queue_depth"),
    ("How many spans wait to be written?", "red", "tracing.queue_depth"),
    ("How full is the connection limit?", "yellow", "postgres.connections_ratio"),
    ("How full is the connection limit?", "red", "postgres.connections_exhausted_ratio"),
    ("How old is the longest transaction?", "red", "postgres.transaction_seconds"),
    ("How full is the storage?", "yellow", "postgres.storage_ratio"),
    ("How full is the storage?", "red", "postgres.storage_full_ratio"),
    ("How near is transaction-id wraparound?", "yellow", "postgres.wraparound_ratio"),
    ("How near is transaction-id wraparound?", "red", "postgres.wraparound_critical_ratio"),
    ("Are rows that were deleted cleared away?", "red", "postgres.dead_ratio"),
]
VALUES = default_values("agyn")


@pytest.mark.parametrize(("title", "color", "path"), LIMITS)
def test_a_colour_begins_where_the_alert_does(title: str, color: str, path: str) -> None:
    panels = [panel for board in BOARDS for panel in board.panels if panel.title == title]

    assert panels
    limit = float(str(VALUES.get(path).content))
    assert [{str(k): v for k, v in panel.steps.items()}[color] for panel in panels] == [
        limit
    ] * len(panels)


@pytest.mark.parametrize(
    "title", ["Are the routers' pods available?", "When were replicas missing?"]
)
def test_red_is_that_none_is_left(title: str) -> None:
    (panel,) = (panel for board in BOARDS for panel in board.panels if panel.title == title)

    assert [*panel.steps.values()] == [None, 0.01, 1]
    assert [*panel.steps][:2] == ["red", "yellow"]


def test_the_deployments_are_those_of_the_alerts() -> None:
    pattern = VALUES.get("kubernetes.deployments").content

    assert f'namespace=~"$namespace",deployment=~"{pattern}"' == SERVICES
