from __future__ import annotations

import pytest

from archestra_ops.expressions.repeated_gauge import find
from tests.expressions.finding import found

STATE = "mcp_server_deployment_status"


@pytest.mark.parametrize(
    ("expr", "function"),
    [
        (f'count({STATE}{{state="running"}} == 1) or vector(0)', "count"),
        (f"sum by (state) ({STATE})", "sum"),
        (f"max(sum by (state) ({STATE}))", "sum"),
        (f"sum without (instance, pod) ({STATE})", "sum"),
        (f'count_values("v", {STATE}{{pod=~"$pod"}})', "count_values"),
    ],
)
def test_copies_that_are_added_up_are_found(expr, function) -> None:
    assert found(find, expr) == [
        (
            f"{function}() of '{STATE}' counts every replica's copy of it",
            "take the max of the replicas first: max by (…)",
        )
    ]


@pytest.mark.parametrize(
    "expr",
    [
        f"count(max by (server_name, state) ({STATE}) == 1)",
        f"max by (state) ({STATE})",
        f"sum by (state, instance) ({STATE})",
        f"sum without (server_name) ({STATE})",
        f'sum({STATE}{{instance="a:9050"}})',
        f"{STATE} == 1",
        "sum(task_queue_active_tasks)",
        "sum(frobnicated)",
    ],
)
def test_one_copy_and_gauges_of_each_process_are_fine(expr) -> None:
    assert found(find, expr) == []
