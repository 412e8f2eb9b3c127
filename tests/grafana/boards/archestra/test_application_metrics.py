"""What the Application Metrics board must have on it."""

from __future__ import annotations

from fnmatch import fnmatch

import pytest

from archestra_ops import packs, promql
from archestra_ops.grafana.boards.archestra.application_metrics import APPLICATION_METRICS
from archestra_ops.packs.model import Metric
from tests.grafana.boards.rendered import ALL, Shipped

PLATFORM = packs.platform("archestra")
GROUPS = (
    "task_queue_*",
    "http_*",
    "database_pool_*",
    "audit_*",
    "file_storage_*",
    "process_*",
    "nodejs_*",
)
METRICS = [m for m in PLATFORM.metrics.values() if any(fnmatch(m.name, g) for g in GROUPS)]
BOARDS = {
    parameter.values[0].provider.name: parameter.values[0]
    for parameter in ALL
    if parameter.values[0].source is APPLICATION_METRICS
}


def exprs(board: Shipped) -> dict[str, list[str]]:
    """The expressions of each panel."""
    found: dict[str, list[str]] = {}
    for title, target in board.targets:
        found.setdefault(title, []).append(target["expr"])
    return found


def test_the_groups_have_the_metrics_that_are_known() -> None:
    assert {group: sum(fnmatch(m.name, group) for m in METRICS) for group in GROUPS} == {
        "task_queue_*": 7,
        "http_*": 2,
        "database_pool_*": 2,
        "audit_*": 1,
        "file_storage_*": 1,
        "process_*": 9,
        "nodejs_*": 22,
    }


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.name)
def test_every_metric_of_the_boards_groups_is_on_it(metric: Metric) -> None:
    names = {
        selector.name
        for _, target in BOARDS["helm"].targets
        for selector in promql.selectors(target["expr"])
    }

    assert names & set(metric.samples)


def test_it_has_a_file_for_every_provider() -> None:
    assert sorted(BOARDS) == sorted(packs.provider_names())


@pytest.mark.parametrize("provider", BOARDS)
def test_the_fullest_and_the_worst_stand_on_top(provider: str) -> None:
    verdicts = [panel["title"] for panel in BOARDS[provider].rows[0]["panels"]]

    expected = [
        "Are all processes scraped?",
        "How many requests fail?",
        "How slow is the API?",
        "Does the event loop keep up?",
        "Were tasks given up?",
        "How full is the connection limit?",
    ]
    # Google has no metric for the limit, and the panel closes up.
    assert verdicts == (expected[:5] if provider == "cloudsql" else expected)


def test_quantiles_sum_buckets_by_le() -> None:
    for title, target in BOARDS["helm"].targets:
        if "histogram_quantile" in target["expr"]:
            assert "sum by (le" in target["expr"], title
            assert "_bucket{" in target["expr"], title


def test_errors_are_shown_by_cause() -> None:
    by_cause = [
        title
        for title, target in BOARDS["helm"].targets
        if "{{status_code}}" in target["legendFormat"]
    ]

    assert by_cause == ["What share fails, and how?", "What is refused, and why?"]


def test_nothing_groups_by_a_label_that_only_some_scrapes_add() -> None:
    for title, target in BOARDS["helm"].targets:
        assert "pod" not in target["expr"], title


def test_gauges_of_one_process_are_summed_and_pauses_are_not_maximised() -> None:
    of = exprs(BOARDS["helm"])

    assert all("sum by (job, instance)" in e for e in of["How much memory do they use?"])
    assert all("max" not in e for e in of["How much time goes into garbage collection?"])
    assert all("sum by (task_type)" in e for e in of["What is being worked on?"])
