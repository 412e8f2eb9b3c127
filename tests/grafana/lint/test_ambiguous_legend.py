from __future__ import annotations

import pytest

from tests.grafana.lint.boards import board, hints, panel, query, said


def asked(expr: str, legend: str, **settings):
    return board(panel(query(expr, legendFormat=legend, **settings)))


@pytest.mark.parametrize(
    ("expr", "legend", "left"),
    [
        (
            "increase(llm_cost_total[1h])",
            "{{provider}}",
            "'agent_id', 'agent_name', 'agent_type' and 6 more",
        ),
        ("task_queue_active_tasks", "{{task_type}}", "'instance'"),
        ("task_queue_active_tasks", "{{instance}}", "'task_type'"),
        (
            "sum by (model, provider) (rate(llm_cost_total[5m]))",
            "Cost of {{model}}",
            "'provider'",
        ),
        ("sum by (model) (rate(llm_cost_total[5m]))", "Cost", "'model'"),
        ('pg_stat_activity_count{datname="a"}', "{{state}} {{instance}}", None),
    ],
)
def test_labels_that_tell_lines_apart_and_have_no_name_are_found(expr, legend, left) -> None:
    found = said("ambiguous-legend", asked(expr, legend))

    if left is None:
        assert found
    else:
        assert found == [f"Is it well?: lines that differ in {left} have one name, '{legend}'"]
    assert hints("ambiguous-legend", asked(expr, legend)) == [
        "sum by the labels that the legend names, or name these too"
    ]


@pytest.mark.parametrize(
    ("expr", "legend", "settings"),
    [
        ("sum by (model) (rate(llm_cost_total[5m]))", "{{model}}", {}),
        ("sum(rate(llm_cost_total[5m]))", "Cost", {}),
        ("histogram_quantile(0.9, sum by (le) (rate(llm_token_usage_bucket[5m])))", "p90", {}),
        ("task_queue_active_tasks", "{{task_type}} {{pod}}", {}),
        ('database_pool_connections{state="idle"}', "{{instance}}", {}),
        ("rate(llm_cost_total[5m])", "__auto", {}),
        ("rate(llm_cost_total[5m])", "", {}),
        ("rate(llm_cost_total[5m])", "cost", {"format": "table"}),
        ("rate(not_ours_total[5m])", "{{method}}", {}),
        ("sum by ($by) (rate(llm_cost_total[5m]))", "{{$by}}", {}),
    ],
)
def test_lines_with_names_of_their_own_are_fine(expr, legend, settings) -> None:
    assert said("ambiguous-legend", asked(expr, legend, **settings)) == []
