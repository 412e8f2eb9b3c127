from __future__ import annotations

from tests.checks.pages import relabelled, without

METRICS = (
    "5 metrics ('llm_proxy_auth_rate_limited_total', 'eval_runs_total', "
    "'eval_case_results_total', 'eval_case_duration_seconds' and 'eval_judge_calls_total')"
)
HINT = "(panels and alerts over them stay empty until the platform is updated)"


def test_labels_of_later_releases_are_no_fault(spoilt) -> None:
    assert spoilt(relabelled("llm_", r'organization_id="[^"]*",?', "")) == [
        (
            "info metrics/older-release: absent, because they came with a later release: "
            f"{METRICS} and label 'organization_id' {HINT}"
        )
    ]


def test_metrics_of_later_releases_are_no_fault(spoilt) -> None:
    assert spoilt(without("llm_active_users")) == [
        (
            "info metrics/older-release: absent, because they came with a later release: "
            "6 metrics ('llm_active_users', 'llm_proxy_auth_rate_limited_total', "
            "'eval_runs_total', "
            "'eval_case_results_total', 'eval_case_duration_seconds' and 'eval_judge_calls_total') "
            f"{HINT}"
        )
    ]
