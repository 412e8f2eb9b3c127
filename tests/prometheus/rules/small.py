"""A small folder of definitions that tests of several modules use."""

from __future__ import annotations

from pathlib import Path

VALUES = """\
selector: {value: '', unit: matchers, reason: r}
postgres_selector: {value: '', unit: matchers, reason: r}
by: {value: [cluster, namespace], unit: labels, reason: r}
llm:
  error_ratio: {value: 0.05, unit: ratio, reason: providers fail less}
  text: {value: 'a "b" {{c}}', unit: text, reason: r}
task_queue:
  worker_concurrency: {value: 0, unit: tasks, reason: the platform does not tell, example: 10}
cost:
  budgets:
    value: []
    unit: budgets
    reason: r
    fields: {name: text, usd: number}
    example: [{name: all, usd: 100}, {name: proxy, usd: 20}]
"""

ALERT = """\
    severity: critical
    for: 10m
    for_reason: retries take five minutes
    summary: Something fails
    description: It does.
    runbook: Look at it.
"""


def folder(at: Path, **files: str) -> Path:
    """The folder `alerts` below *at* with one of the platform archestra in it."""
    platform = at / "alerts" / "archestra"
    (platform / "tests").mkdir(parents=True, exist_ok=True)
    for name, text in {"values": VALUES, **files}.items():
        (platform / f"{name}.yaml").write_text(text, "utf-8")
    return at / "alerts"


def group(*rules: str, name: str = "llm") -> str:
    """A definition file with *rules*, each the first lines of one."""
    return f"group: {name}\ntitle: LLM calls\nrules:\n" + "".join(rules)
