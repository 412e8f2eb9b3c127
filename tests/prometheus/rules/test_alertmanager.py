from __future__ import annotations

import pytest

from archestra_ops.errors import OpsError
from archestra_ops.prometheus import amtool
from archestra_ops.prometheus.rules import Definition, Rule, RuleGroup, RuleSet
from archestra_ops.prometheus.rules.alertmanager import render
from tests.servers.programs import require


def definition(alert: str, group: str = "llm", **more: object) -> Definition:
    return Definition(file="f.yaml", line=3, group=group, alert=alert, expr="x", **more)


def rule(alert: str, severity: str = "critical", **labels: str) -> Rule:
    return Rule(alert=alert, expr="x", labels={"severity": severity, **labels})


def rules(definitions: list[Definition], *there: Rule) -> RuleSet:
    return RuleSet(
        groups=(RuleGroup(name="g", rules=there),),
        left_out=(),
        definitions={one.alert: one for one in definitions},
    )


FULL = rules(
    [
        definition("Watchdog", always=True),
        definition("WorkerDown", inhibits=("queue", "SyncFails", "Gone")),
        definition("QueueStuck", "queue"),
        definition("QueueFull", "queue"),
        definition("SyncFails"),
        definition("Gone"),
        definition("Burn"),
    ],
    rule("Watchdog", "none"),
    rule("WorkerDown"),
    rule("QueueStuck"),
    rule("QueueFull"),
    rule("SyncFails"),
    rule("Burn", burnrate_tier="page_quick"),
    rule("Burn", burnrate_tier="page_slow"),
    rule("Burn", "warning", burnrate_tier="ticket_slow"),
)
TEXT = r"""# A first Alertmanager configuration for archestra-ops' alerts.
#
# The receivers are placeholders: nothing is sent anywhere until you say how you are reached,
# https://prometheus.io/docs/alerting/latest/configuration/#receiver
# Secrets belong into files (`…_file`), not into this one.

route:
  receiver: placeholder-look
  group_by: ["alertname", "cluster"]
  group_wait: 30s
  group_interval: 5m
  repeat_interval: 12h
  routes:
    # Fires always: what it is sent to has to raise an alarm when it stops coming.
    - receiver: placeholder-dead-mans-switch
      matchers: ["alertname=\"Watchdog\""]
      group_wait: 0s
      group_interval: 1m
      repeat_interval: 5m
    # Act now.
    - receiver: placeholder-act-now
      matchers: ['severity="critical"']
      repeat_interval: 4h
    # Act today.
    - receiver: placeholder-act-today
      matchers: ['severity="warning"']
    # Look when there is time.
    - receiver: placeholder-look
      matchers: ['severity="info"']
      repeat_interval: 24h

inhibit_rules:
  # The same trouble, more urgent.
  - source_matchers: ["severity=\"critical\""]
    target_matchers: ["severity=~\"warning|info\""]
    equal: ["alertname", "cluster"]
  # The same trouble, more urgent.
  - source_matchers: ["severity=\"warning\""]
    target_matchers: ["severity=~\"info\""]
    equal: ["alertname", "cluster"]
  # A budget that burns fast burns in the slower tiers too.
  - source_matchers: ["burnrate_tier=\"page_quick\""]
    target_matchers: ["burnrate_tier=~\"page_slow\""]
    equal: ["alertname", "slo", "cluster"]
  # The cause, and what follows from it.
  - source_matchers: ["alertname=\"WorkerDown\""]
    target_matchers: ["alertname=~\"QueueStuck|QueueFull|SyncFails\""]
    equal: ["cluster"]

receivers:
  - name: placeholder-act-now         # a pager
  - name: placeholder-act-today       # a ticket, a channel
  - name: placeholder-look            # a channel, a mailbox
  - name: placeholder-dead-mans-switch  # a service that raises an alarm when it hears nothing
"""


def test_severities_have_routes_and_causes_hide_their_symptoms() -> None:
    assert render(FULL, by=["cluster"]) == TEXT


@pytest.mark.parametrize("by", [["cluster"], []])
def test_alertmanager_accepts_it(by: list[str]) -> None:
    require("amtool")

    assert amtool.check_config(render(FULL, by=by))
    assert amtool.check_config(render(rules([]), by=by))


def test_an_inhibition_of_nothing_is_refused_with_its_place() -> None:
    wrong = rules([definition("Down", inhibits=("quue",)), definition("Stuck", "queue")])

    with pytest.raises(OpsError) as caught:
        render(wrong, by=[])

    assert str(caught.value) == "f.yaml:3: 'Down' inhibits 'quue', which there is not"
    assert caught.value.hint == "did you mean 'queue'?"
