"""A rule file without a fault, files of a few rules, and what is wrong with them."""

from __future__ import annotations

from textwrap import dedent, indent

from archestra_ops import packs
from archestra_ops.findings import Finding
from archestra_ops.prometheus.rule_lint import Source, check, documentation
from archestra_ops.prometheus.rule_lint.scope import Scope, scope

ALL = frozenset(documentation())
OTHERS = scope(
    [packs.platform("archestra"), *(packs.provider(name) for name in packs.provider_names())]
)

GOOD = """\
groups:
  - name: llm
    interval: 1m
    rules:
      - record: model:llm_tokens:rate5m
        expr: sum by (cluster, model) (rate(llm_tokens_total{job="archestra-web"}[5m]))
      - alert: LlmProviderFailing
        expr: |
          sum by (cluster, provider) (rate(llm_request_duration_seconds_count{job="archestra-web",status_code=~"5.."}[5m]))
            / sum by (cluster, provider) (rate(llm_request_duration_seconds_count{job="archestra-web"}[5m]))
            > 0.05
        for: 10m
        keep_firing_for: 5m
        labels:
          severity: critical
        annotations:
          summary: An LLM provider fails
          description: >-
            {{ $labels.provider }} answers {{ $value | humanizePercentage }} of the calls with
            an error.
          runbook_url: https://runbooks.example/LlmProviderFailing
      - alert: LlmSlow
        expr: histogram_quantile(0.95, sum by (le, model) (rate(llm_request_duration_seconds_bucket{job="archestra-web"}[5m]))) > 30
        for: 10m
        labels:
          severity: warning
        annotations:
          summary: An LLM answers slowly
          description: "{{ $labels.model }} takes {{ $value | humanizeDuration }} (p95)."
          runbook_url: https://runbooks.example/LlmSlow
      - alert: WorkerNeverScraped
        expr: absent(task_queue_stuck_tasks_reset_total{job="archestra-worker"}) and on () (up{job="archestra-web"} == 1)
        for: 15m
        labels:
          severity: warning
        annotations:
          summary: The worker is not scraped
          description: Web is up, and no worker has ever been scraped.
          runbook_url: https://runbooks.example/WorkerNeverScraped
"""  # noqa: E501 - rules as they stand in files


def file(*rules: str, group: str = "g") -> str:
    """A file of one group with *rules*, each a table as it stands in YAML."""
    items = "".join(
        indent("- " + indent(dedent(rule).strip(), "  ").lstrip(), "  ") + "\n" for rule in rules
    )
    return f"groups:\n- name: {group}\n  rules:\n{items}"


def alert(expr: str, *lines: str) -> str:
    """An alert on *expr* with everything that it should have, and *lines* more."""
    own = {line.partition(":")[0] for line in lines}
    rest = {
        "for": "for: 5m",
        "labels": "labels: {severity: warning}",
        "annotations": "annotations: {summary: Bad, description: Worse, runbook_url: 'https://r.example'}",
    }
    kept = [line for key, line in rest.items() if key not in own]
    return "\n".join([f"alert: A\nexpr: {expr}", *(line for line in kept), *lines])


def found(
    text: str, *, rules: frozenset[str] = ALL, held: Scope = OTHERS, name: str = "r.yaml"
) -> tuple[Finding, ...]:
    """What is wrong with *text*, without promtool."""
    return check([Source(name=name, text=text)], held, rules, processes=1)


def told(text: str, rule: str, held: Scope = OTHERS) -> list[tuple[int, str, str, str]]:
    """What *rule* says of *text*: lines, severities, messages and hints."""
    return [
        (one.line, str(one.severity), one.message, one.hint)
        for one in found(text, rules=frozenset({rule}), held=held)
    ]
