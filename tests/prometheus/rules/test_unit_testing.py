from __future__ import annotations

import pytest

from archestra_ops import packs
from archestra_ops.errors import ToolMissingError
from archestra_ops.prometheus import promtool
from archestra_ops.prometheus.rules import default_values, rule_set
from archestra_ops.prometheus.rules.unit_testing import run
from archestra_ops.prometheus.rules.unit_tests import unit_tests
from tests.prometheus.rules.small import ALERT, folder, group
from tests.servers.programs import require

RULES = group(
    "  - {record: 'a:x:sum', expr: sum by ($by) (x)}\n",
    "  - alert: ArchestraFails\n    expr: a:x:sum > ${llm.error_ratio}\n" + ALERT,
    "  - alert: ArchestraSaturated\n    expr: x > ${task_queue.worker_concurrency}\n"
    "    needs: [task_queue.worker_concurrency]\n" + ALERT,
)
TESTS = """\
tests:
  - name: it fires
    interval: 1m
    input_series: [{series: 'x{cluster="c",pod="p"}', values: 1+0x20}]
    alert_rule_test:
      - eval_time: 15m
        alertname: ArchestraFails
        exp_alerts:
          - exp_labels: {severity: critical, cluster: c}
            exp_annotations: {summary: Something fails, description: It does.}
  - name: it is expected too early
    interval: 1m
    input_series: [{series: 'x{cluster="c"}', values: 1+0x20}]
    alert_rule_test:
      - eval_time: 5m
        alertname: ArchestraFails
        exp_alerts:
          - exp_labels: {severity: critical, cluster: c}
            exp_annotations: {summary: Something fails, description: It does.}
  - name: nobody has this alert
    interval: 1m
    input_series: [{series: x, values: 1+0x20}]
    alert_rule_test: [{eval_time: 5m, alertname: ArchestraFalls, exp_alerts: []}]
  - name: this one is left out
    interval: 1m
    input_series: [{series: x, values: 1+0x20}]
    alert_rule_test: [{eval_time: 5m, alertname: ArchestraSaturated, exp_alerts: []}]
  - name: it stays silent
    interval: 1m
    input_series: [{series: x, values: 0+0x20}]
    alert_rule_test: [{eval_time: 15m, alertname: ArchestraFails, exp_alerts: []}]
"""


@pytest.fixture
def verdicts(tmp_path):
    def judge(text: str = TESTS):
        at = folder(tmp_path, llm=RULES)
        (at / "archestra" / "tests" / "llm.yaml").write_text(text, "utf-8")
        rules = rule_set(
            packs.platform("archestra"),
            packs.provider("helm"),
            default_values("archestra", at),
            folder=at,
        )
        return run(unit_tests(at / "archestra"), rules, "helm")

    return judge


def test_every_test_has_its_own_verdict(verdicts) -> None:
    require("promtool")

    assert [(one.test.name, one.provider, one.failure) for one in verdicts()] == [
        ("it fires", "helm", ""),
        (
            "it is expected too early",
            "helm",
            (
                "alertname: ArchestraFails, time: 5m, exp:[ 0: "
                'Labels:{alertname="ArchestraFails", cluster="c", severity="critical"} '
                'Annotations:{description="It does.", summary="Something fails"} ], got:[]'
            ),
        ),
        ("nobody has this alert", "helm", "the alert 'ArchestraFalls' is not defined"),
        (
            "this one is left out",
            "helm",
            "the alert 'ArchestraSaturated' is left out: 'task_queue.worker_concurrency' is 0",
        ),
        ("it stays silent", "helm", ""),
    ]


def test_no_tests_need_no_promtool(verdicts, monkeypatch) -> None:
    monkeypatch.setattr(promtool, "find", lambda: None)

    assert verdicts("tests: []\n") == []


def test_tests_need_promtool(verdicts, monkeypatch) -> None:
    monkeypatch.setattr(promtool, "find", lambda: None)

    with pytest.raises(ToolMissingError, match="'promtool' is not installed"):
        verdicts()
