"""For each rule a change of a good file that it catches, and no other does."""

from __future__ import annotations

import pytest

from archestra_ops import expressions
from archestra_ops.prometheus.rule_lint.tables import documentation
from tests.prometheus.rule_lint.rules import GOOD, found

# What finds nothing in a text alone.
ELSEWHERE = {
    "missing-series",  # needs what exists: test_missing_series
    "promtool",  # needs promtool: test_linter
    # A file is either empty or has rules: test_no_rules
    "no-rules",
    # Boards' own, or of others' metrics only in names that they have: tests/expressions
    "repeated-gauge", "counted-twice", "coarse-buckets", "padded-denominator",
    "quantile-times-rate", "legacy-metric",
}  # fmt: skip

SLOW = 'histogram_quantile(0.95, sum by (le, model) (rate(llm_request_duration_seconds_bucket{job="archestra-web"}[5m]))) > 30'  # noqa: E501 - a rule or a message in full
FAILS = 'sum by (cluster, provider) (rate(llm_request_duration_seconds_count{job="archestra-web",status_code=~"5.."}[5m]))'  # noqa: E501 - a rule or a message in full
CALLS = (
    'sum by (cluster, provider) (rate(llm_request_duration_seconds_count{job="archestra-web"}[5m]))'
)
TOKENS = 'sum by (cluster, model) (rate(llm_tokens_total{job="archestra-web"}[5m]))'
NEVER = 'absent(task_queue_stuck_tasks_reset_total{job="archestra-worker"}) and on () (up{job="archestra-web"} == 1)'  # noqa: E501 - a rule or a message in full
MUTATIONS = {
    # The file, and the structure of rules.
    "yaml": ("    interval: 1m\n", "    interval: 1m\n    interval: 2m\n"),
    "passed-over": (
        "example/WorkerNeverScraped\n",
        "example/WorkerNeverScraped\n---\ngroups: []\n",
    ),
    "group-structure": ("  - name: llm\n", '  - name: ""\n'),
    "structure": ("        for: 15m", "        for: 15min"),
    "unknown-key": ("keep_firing_for: 5m", "keep_fireing_for: 5m"),
    "duplicate-rule": (
        f"        expr: {TOKENS}\n",
        f"        expr: {TOKENS}\n      - record: model:llm_tokens:rate5m\n        expr: {TOKENS}\n",  # noqa: E501 - a rule or a message in full
    ),
    "template": ("{{ $labels.provider }}", "{{ $label.provider }}"),
    # Alerts.
    "always-firing": (f"{SLOW}", SLOW.removesuffix(" > 30")),
    "lost-label": ("{{ $labels.model }} takes", "{{ $labels.provider }} takes"),
    "value-in-label": (
        "          severity: critical\n",
        "          severity: critical\n          now: '{{ $value | humanize }}'\n",
    ),
    "overwritten-label": (
        f"        expr: {TOKENS}\n",
        f"        expr: {TOKENS.replace('cluster, ', '')}\n        labels: {{model: all}}\n",
    ),
    "taken-name": ("record: model:llm_tokens:rate5m", "record: up"),
    "raw-value": ("$value | humanizePercentage", "$value"),
    "no-for": ("        for: 10m\n        keep_firing_for: 5m\n", "        keep_firing_for: 5m\n"),
    "absent-without-for": ("        for: 15m\n", ""),
    "no-severity": ("          severity: critical\n", "          team: llm\n"),
    "no-summary": ("          summary: An LLM answers slowly\n", ""),
    "no-description": ("          description: Web is up, and no worker has ever been scraped.\n", ""),  # noqa: E501 - a rule or a message in full
    "no-runbook": ("          runbook_url: https://runbooks.example/LlmSlow\n", ""),
    "no-job": ('{job="archestra-worker"}', ""),
    "grafana-variable": ('_seconds_bucket{job="archestra-web"}[5m]', '_seconds_bucket{job="archestra-web"}[$__rate_interval]'),  # noqa: E501 - a rule or a message in full
    # Comments.
    "ignore-without-reason": ("        for: 15m\n", "        for: 15m  # ops: ignore no-for\n"),
    "needless-ignore": ("        for: 15m\n", "        for: 15m  # ops: ignore no-for because x\n"),
    # Expressions.
    "syntax": (SLOW, SLOW.replace("[5m]", "")),
    "unusual-syntax": ("> 0.05", "> 0.0_5"),
    "unknown-metric": ("rate(llm_tokens_total{", "rate(llm_token_total{"),
    "unknown-label": ("sum by (cluster, model) (rate(llm_tokens_total", "sum by (cluster, modell) (rate(llm_tokens_total"),  # noqa: E501 - a rule or a message in full
    "legacy-label": ("sum by (cluster, model) (rate(llm_tokens_total", "sum by (cluster, profile_id) (rate(llm_tokens_total"),  # noqa: E501 - a rule or a message in full
    "impossible-value": ('llm_tokens_total{job="archestra-web"', 'llm_tokens_total{job="archestra-web",type="words"'),  # noqa: E501 - a rule or a message in full
    "raw-counter": (TOKENS, 'sum by (cluster, model) (llm_tokens_total{job="archestra-web"})'),
    "rate-on-gauge": ('(up{job="archestra-web"} == 1)', '(rate(up{job="archestra-web"}[5m]) == 1)'),
    "quantile-without-le": ("sum by (le, model)", "sum by (model)"),
    "whole-bound": ('_seconds_bucket{job="archestra-web"}[5m]', '_seconds_bucket{job="archestra-web",le!="1"}[5m]'),  # noqa: E501 - a rule or a message in full
    "same-sides": (FAILS, CALLS),
    "always-one": (
        "sum by (cluster, provider) (",
        "sum by (cluster, provider, status_code) (",
    ),
    "contradictory-matchers": (
        'llm_tokens_total{job="archestra-web"',
        'llm_tokens_total{job="archestra-web",job="archestra-worker"',
    ),
    "impossible-comparison": ("            > 0.05\n", "            > 5\n"),
    "impossible-quantile": ("histogram_quantile(0.95", "histogram_quantile(95"),
    "unmatched-sides": ("and on () (", "and ("),
    "short-window": (f"{TOKENS}", TOKENS.replace("[5m]", "[20s]")),
    "long-window": (f"{TOKENS}", TOKENS.replace("[5m]", "[30d]")),
    "odd-regex": ('status_code=~"5.."', 'status_code=~"50*"'),
    "needless-regex": ('status_code=~"5.."', 'status_code=~"^5..$"'),
}  # fmt: skip


def test_the_good_file_is_good() -> None:
    assert found(GOOD) == ()


@pytest.mark.parametrize("rule", sorted(MUTATIONS))
def test_a_rule_catches_its_mutation_and_no_other_does(rule) -> None:
    old, new = MUTATIONS[rule]
    assert old in GOOD

    assert {one.check for one in found(GOOD.replace(old, new))} == {rule}


def test_every_rule_has_a_mutation() -> None:
    assert documentation().keys() - MUTATIONS.keys() == ELSEWHERE
    assert expressions.RULES.keys() < documentation().keys()
