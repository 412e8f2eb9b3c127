"""A small platform with profiles, and alerts on it, that tests of several modules use."""

from __future__ import annotations

from pathlib import Path

PACK = """\
title = "Gate"
homepage = "https://example.org"
default_profile = "new"
page = "text"
postgres = false

[processes.gate]
title = "gate"
job = "gate"
port = 8787
api_port = 8787
anchor = "gate_calls_total"
emitter_port = 9101
emitter_api_port = 9101
honor_labels = true
[processes.side]
title = "side"
job = "side"
port = 8080
api_port = 8080
anchor = "gate_side"
emitter_port = 9102
emitter_api_port = 9102
optional = true
foreign = true

[traffic.call]
help = "calls"
[[traffic.call.streams]]
code = "200"
per_minute = 60
[[traffic.call.streams]]
code = "500"
per_minute = 0.6

[metrics.gate_calls_total]
type = "counter"
help = "calls"
unit = "calls"
labels = ["code"]
values = { code = ["200", "500"] }
processes = ["gate"]
emit = [{ on = "call" }]
[metrics.gate_spans_total]
type = "counter"
help = "spans"
unit = "spans"
processes = ["gate"]
documented = true
seen = false
instead = "the exporter's own log"
emit = [{ rate = 1 }]
[metrics.gate_side]
type = "gauge"
help = "side"
unit = "1"
labels = ["namespace"]
processes = ["side"]
emit = [{ series = [{ namespace = "elsewhere" }], level = 1 }]

[profiles.new]
title = "new"
help = "new names"
[profiles.old]
title = "old"
help = "old names, without spans"
processes = ["gate"]
without = ["gate_spans_total"]
rename = { gate_calls_total = "old_calls" }

[[setup]]
name = "collector"
title = "A collector"
help = "receives and shows"
file = "collector.yaml"
text = '''
receivers: {}
  # as it stands: $x\\n
'''

[scenarios.failing]
help = "every call fails"
[[scenarios.failing.changes]]
activity = "call"
where = { code = "500" }
rate = 1000.0
[scenarios.side-gone]
help = "the side says nothing"
[[scenarios.side-gone.changes]]
process = "side"
is = "down"
"""

VALUES = """\
selector: {value: '', unit: matchers, reason: r}
by: {value: [cluster, namespace], unit: labels, reason: r}
slo:
  period: {value: 30d, unit: duration, reason: r}
  base: {value: 5m, unit: duration, reason: r}
  hold: {value: 2m, unit: duration, reason: r}
  tiers:
    fast:
      budget: {value: 0.02, unit: ratio, reason: r}
      long: {value: 1h, unit: duration, reason: r}
      short: {value: 5m, unit: duration, reason: r}
      severity: {value: critical, unit: severity, reason: r}
  spans:
    objective: {value: 0.99, unit: ratio, reason: r}
    tiers: {value: [fast], unit: tiers, reason: r}
    least_errors: {value: 10, unit: errors, reason: r}
"""

_TEXTS = """\
    for: 5m
    for_reason: it may pass
    summary: Something fails
    description: It does.
    runbook: Look at it.
"""
RULES = f"""\
group: calls
title: Calls
rules:
  - record: gate:calls:rate5m
    expr: sum by ($by, code) (rate(gate_calls_total[5m]))
  - record: gate:spans:rate5m
    expr: sum by ($by) (rate(gate_spans_total[5m]))
  - alert: GateFailing
    severity: critical
    expr: gate:calls:rate5m{{code="500"}} > 1
    scenario: failing
{_TEXTS}  - alert: GateSpansGone
    severity: warning
    expr: gate:spans:rate5m == 0
{_TEXTS}  - alert: GateSideGone
    severity: warning
    expr: gate_side{{namespace="elsewhere"}} == 0 or up{{job="side"}} == 0
    scenario: side-gone
{_TEXTS}objectives:
  - name: spans
    title: Spans
    events: sum by ($by) (increase(gate_spans_total[${{slo.base}}]))
    errors: sum by ($by) (increase(gate_calls_total{{code="500"}}[${{slo.base}}]))
    alert: GateBudgetBurn
    for_reason: it may pass
    summary: Spans are lost
    description: They are.
    runbook: Look.
"""
TESTS = """\
tests:
  - name: calls fail
    interval: 1m
    input_series: [{series: 'gate_calls_total{code="500",pod="p"}', values: 0+600x20}]
    alert_rule_test:
      - eval_time: 15m
        alertname: GateFailing
        exp_alerts:
          - exp_labels: {severity: critical, code: "500"}
            exp_annotations: {summary: Something fails, description: It does.}
      - {eval_time: 15m, alertname: GateSpansGone, exp_alerts: []}
    promql_expr_test:
      - {expr: 'gate:spans:rate5m', eval_time: 1m, exp_samples: []}
      - {expr: 'count(gate_calls_total)', eval_time: 1m, exp_samples: [{labels: '{}', value: 1}]}
  - name: spans go on
    interval: 1m
    input_series: [{series: gate_spans_total, values: 0+1x20}]
    alert_rule_test: [{eval_time: 15m, alertname: GateSpansGone, exp_alerts: []}]
"""


def folders(at: Path) -> tuple[Path, Path]:
    """The folder of the pack, and the folder `alerts` beside it, both below *at*."""
    packs, alerts = at / "packs", at / "alerts"
    packs.mkdir(exist_ok=True)
    (packs / "gate.toml").write_text(PACK, "utf-8")
    (alerts / "gate" / "tests").mkdir(parents=True, exist_ok=True)
    for name, text in {"values": VALUES, "calls": RULES, "tests/calls": TESTS}.items():
        (alerts / "gate" / f"{name}.yaml").write_text(text, "utf-8")
    return packs, alerts
