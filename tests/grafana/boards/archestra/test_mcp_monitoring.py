"""What the MCP Monitoring board must have on it, and how it tells a server's state."""

from __future__ import annotations

from pathlib import Path

import pytest

from archestra_ops import packs, promql
from archestra_ops.grafana.boards.archestra.mcp_monitoring import MCP_MONITORING
from archestra_ops.grafana.boards.archestra.mcp_monitoring.deployments import (
    DEPLOYMENTS,
    STATE,
    STATES,
    WORDS,
)
from archestra_ops.packs.model import Metric
from tests.grafana.boards.evaluated import check, interpolated
from tests.grafana.boards.rendered import ALL

PLATFORM = packs.platform("archestra")
METRICS = [m for m in PLATFORM.metrics.values() if m.name.startswith("mcp_")]
BOARD = next(
    parameter.values[0] for parameter in ALL if parameter.values[0].source is MCP_MONITORING
)
COUNTED = DEPLOYMENTS.panels[0].queries[0].expr


def replicas(*states: str) -> dict[str, str]:
    """What as many web replicas report of one server, each its own state."""
    return {
        f'mcp_server_deployment_status{{server_name="jira",state="{state}",instance="{i}"}}': (
            f"{int(state == current)}+0x90"
        )
        for i, current in enumerate(states)
        for state, _ in STATES
    }


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.name)
def test_every_mcp_metric_is_on_it(metric: Metric) -> None:
    names = {
        selector.name for _, target in BOARD.promql for selector in promql.selectors(target["expr"])
    }

    assert names & set(metric.samples)


def test_every_state_that_is_known_has_its_word_and_number() -> None:
    metric = PLATFORM.metrics["mcp_server_deployment_status"]
    known = PLATFORM.values_of(metric, "state")

    assert known is not None
    assert {state for state, _ in STATES} == set(known)
    assert [WORDS[str(i)].text for i in range(len(WORDS))] == [
        "unknown",
        *(state.replace("_", " ") for state, _ in STATES),
    ]


@pytest.mark.servers
@pytest.mark.parametrize(("number", "state"), list(enumerate([s for s, _ in STATES], start=1)))
def test_a_servers_state_is_its_number_however_many_replicas_report_it(
    number: int, state: str, tmp_path: Path
) -> None:
    check(tmp_path, replicas(state, state), STATE, {'{server_name="jira"}': number})


@pytest.mark.servers
def test_where_replicas_disagree_the_worse_state_is_shown(tmp_path: Path) -> None:
    check(tmp_path, replicas("running", "failed"), STATE, {'{server_name="jira"}': len(STATES)})


@pytest.mark.servers
def test_a_server_is_counted_once(tmp_path: Path) -> None:
    expected = {f'{{state="{state}"}}': int(state == "running") for state, _ in STATES}

    check(tmp_path, replicas("running", "running", "running"), COUNTED, expected)


@pytest.mark.servers
def test_what_is_called_now_does_not_depend_on_the_chosen_range(tmp_path: Path) -> None:
    (expr,) = (t["expr"] for title, t in BOARD.promql if title == "How much is called now?")
    # Silent until four minutes ago, and two calls a second since.
    calls = {'mcp_tool_calls_total{job="archestra-web",instance="w:9050"}': "0+0x85 120+120x4"}

    for hours in (1, 24 * 30):
        check(tmp_path, calls, interpolated(expr, hours=hours), {"{}": 2})
