from __future__ import annotations

import pytest

from tests.grafana.lint.boards import board, hints, panel, said


@pytest.mark.parametrize(
    ("title", "expr", "label"),
    [
        (
            "Request Success Rate",
            "sum(rate(llm_request_duration_seconds_count[5m]))",
            "status_code",
        ),
        ("Failing tools", "topk(5, sum by (tool_name) (rate(mcp_tool_calls_total[5m])))", "status"),
    ],
)
def test_a_title_that_promises_what_is_not_asked_is_found(title, expr, label) -> None:
    wrong = board(panel(expr, title=title))

    assert said("unfiltered-status", wrong) == [
        f"{title}: its title speaks of success or failure, but no query asks for '{label}'"
    ]
    assert hints("unfiltered-status", wrong) == [
        f"filter by '{label}', group by it, or call it what it is: all of them"
    ]


@pytest.mark.parametrize(
    ("title", "expr"),
    [
        ("Errors", 'sum(rate(mcp_tool_calls_total{status="error"}[5m]))'),
        ("Errors", "sum by (status) (rate(mcp_tool_calls_total[5m]))"),
        (
            "Success rate",
            (
                'sum(rate(mcp_tool_calls_total{status="success"}[5m]))'
                " / sum(rate(mcp_tool_calls_total[5m]))"
            ),
        ),
        ("Failed tasks", "sum(rate(task_queue_tasks_failed_total[5m]))"),
        ("Errors", "sum(rate(not_ours_total[5m]))"),
        ("Errors", "sum(rate(llm_cost_total[5m]))"),
        ("Calls", "sum(rate(mcp_tool_calls_total[5m]))"),
    ],
)
def test_what_is_asked_or_cannot_be_is_fine(title, expr) -> None:
    assert said("unfiltered-status", board(panel(expr, title=title))) == []
