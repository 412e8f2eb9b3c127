"""What the RAG & Knowledge Base board must have on it, and how it tells a success's age."""

from __future__ import annotations

from pathlib import Path

import pytest

from archestra_ops import packs, promql
from archestra_ops.grafana.boards.archestra.rag_knowledge_base import RAG_KNOWLEDGE_BASE
from archestra_ops.grafana.boards.archestra.rag_knowledge_base.connectors import SUCCESS_AGE
from archestra_ops.packs.model import Metric
from tests.grafana.boards.evaluated import check, interpolated
from tests.grafana.boards.rendered import ALL

METRICS = [m for m in packs.platform("archestra").metrics.values() if m.name.startswith("rag_")]
BOARD = next(
    parameter.values[0] for parameter in ALL if parameter.values[0].source is RAG_KNOWLEDGE_BASE
)
WORKER = 'job="archestra-worker",instance="w:9000"'
NEW = 'job="archestra-worker",instance="new:9000"'
UP = {f"up{{{WORKER}}}": "1+0x90", f"process_start_time_seconds{{{WORKER}}}": "-9999+0x90"}
SYNCS = 'rag_connector_syncs_total{connector_type="jira",status='
# The range begins at the 30th minute and ends at the 90th, where the age is asked for. A success
# is seen for one window of a rate after it, here 4 minutes; the age is rounded to 5.
AGES = {
    "the latest of several": (UP, {f'"success",{WORKER}': "1+0x39 2+0x21 3+0x28"}, 25),
    "none within the range": (UP, {f'"success",{WORKER}': "1+0x9 2+0x80"}, 60),
    "only failures": (UP, {f'"failed",{WORKER}': "1+0x39 2+0x50"}, 60),
    "failures after it": (
        UP,
        {f'"success",{WORKER}': "1+0x61 2+0x28", f'"failed",{WORKER}': "_x69 1+0x20"},
        25,
    ),
    "the first of its series": (UP, {f'"success",{WORKER}': "_x65 1+0x25"}, 25),
    "the first after a restart": (
        {
            f"up{{{WORKER}}}": "1+0x90",
            f"process_start_time_seconds{{{WORKER}}}": "0+0x49 3000+0x40",
        },
        {f'"success",{WORKER}': "57+0x48 stale _x15 1+0x25"},
        25,
    ),
    "an old count in a target that is scraped only now": (
        {f"up{{{NEW}}}": "_x49 1+0x40", f"process_start_time_seconds{{{NEW}}}": "_x49 -9999+0x40"},
        {f'"success",{NEW}': "_x49 7+0x40"},
        60,
    ),
    "before its worker was gone": (
        {f"up{{{WORKER}}}": "1+0x70 0+0x19", f"process_start_time_seconds{{{WORKER}}}": "0+0x70"},
        {f'"success",{WORKER}': "1+0x61 2+0x8"},
        25,
    ),
}
# As Grafana puts it in for an hour, and for a sample a minute.
AGE = SUCCESS_AGE
for name, value in {
    "$__rate_interval": "4m",
    "$__interval_ms": "60000",
    "$__interval": "1m",
    "$__range_s": "3600",
    "$__range": "1h",
}.items():
    AGE = AGE.replace(name, value)


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.name)
def test_every_metric_of_the_knowledge_base_is_on_it(metric: Metric) -> None:
    names = {
        selector.name for _, target in BOARD.promql for selector in promql.selectors(target["expr"])
    }

    assert names & set(metric.samples)


@pytest.mark.servers
@pytest.mark.parametrize("case", AGES)
def test_a_connectors_last_success_is_as_old_as_it_is(case: str, tmp_path: Path) -> None:
    target, syncs, age = AGES[case]
    series = {**target, **{f"{SYNCS}{labels}}}": values for labels, values in syncs.items()}}

    expr = f"round(({AGE}) / 60, 5)"

    check(tmp_path, series, expr, {'{connector_type="jira"}': age})


@pytest.mark.servers
def test_without_any_sync_there_is_no_age(tmp_path: Path) -> None:
    check(tmp_path, UP, AGE, {})


@pytest.mark.servers
@pytest.mark.parametrize(
    ("series", "given_up"),
    [
        pytest.param({}, {}, id="no worker"),
        pytest.param(
            {f"task_queue_stuck_tasks_reset_total{{{WORKER}}}": "0+0x90"},
            {"{}": 0},
            id="a worker that has finished nothing yet",
        ),
        pytest.param(
            {
                f"task_queue_stuck_tasks_reset_total{{{WORKER}}}": "0+0x90",
                f'task_queue_tasks_dead_total{{task_type="connector_sync",{WORKER}}}': "_x65 1x25",
            },
            {"{}": 1},
            id="one task given up",
        ),
    ],
)
def test_a_worker_is_told_by_what_it_has_from_its_start(
    series: dict[str, str], given_up: dict[str, float], tmp_path: Path
) -> None:
    (expr,) = (t["expr"] for title, t in BOARD.promql if title == "Were tasks given up?")

    check(tmp_path, UP | series, interpolated(expr), given_up)
