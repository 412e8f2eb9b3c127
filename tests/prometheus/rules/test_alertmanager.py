from __future__ import annotations

from dataclasses import replace

import pytest

from archestra_ops.errors import OpsError
from archestra_ops.prometheus import amtool
from archestra_ops.prometheus.rules import Definition, Rule, RuleGroup, RuleSet
from archestra_ops.prometheus.rules.alertmanager import render
from tests.servers.programs import require


def definition(alert: str, group: str = "llm", **more: object) -> Definition:
    return Definition(file="f.yaml", line=3, group=group, alert=alert, expr="x", **more)


def rule(alert: str, severity: str = "critical", expr: str = "x", **labels: str) -> Rule:
    return Rule(alert=alert, expr=expr, labels={"severity": severity, **labels})


def rules(definitions: list[Definition], *there: Rule) -> RuleSet:
    return RuleSet(
        groups=(RuleGroup(name="g", rules=there),),
        left_out=(),
        definitions={one.alert: one for one in definitions},
    )


FULL = rules(
    [
        definition("Watchdog", always=True),
        definition(
            "WorkerDown", inhibits=("queue", "SyncFails", "Gone"), summary="No worker answers"
        ),
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
  group_by: ['alertname', 'cluster']
  group_wait: 30s
  group_interval: 5m
  repeat_interval: 12h
  routes:
    # Fires always: what it is sent to has to raise an alarm when it stops coming.
    - receiver: placeholder-dead-mans-switch
      matchers: ['alertname="Watchdog"']
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
  - source_matchers: ['alertname="Burn"', 'severity="critical"']
    target_matchers: ['severity="warning"']
    equal: ['alertname', 'cluster']
  # A budget that burns as fast as page_quick burns in the slower tiers too.
  - source_matchers: ['burnrate_tier="page_quick"']
    target_matchers: ['burnrate_tier="page_slow"']
    equal: ['alertname', 'slo', 'cluster']
  # WorkerDown: No worker answers.
  - source_matchers: ['alertname="WorkerDown"']
    target_matchers: ['alertname=~"QueueStuck|QueueFull|SyncFails"']
    equal: ['cluster']

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


def test_only_labels_that_both_sides_have_are_compared() -> None:
    sets = rules(
        [
            definition("ServerDown", inhibits=("ServerSlow", "ServerFull", "Slow"), summary="Down"),
            *map(definition, ("ServerSlow", "ServerFull", "Slow")),
        ],
        rule("ServerDown", expr="max by (cluster, instance, job) (up) == 0"),
        rule("ServerSlow", expr="max by (cluster, instance) (x) > 1"),
        rule("ServerFull", expr="max by (cluster, instance, disk) (x) > 1"),
        rule("Slow", expr="max by (cluster) (x) > 1"),
    )

    text = render(sets, by=["cluster"])

    assert (
        text[text.index("inhibit_rules:") : text.index("\nreceivers:")]
        == """\
inhibit_rules:
  # ServerDown: Down (for the same instance).
  - source_matchers: ['alertname="ServerDown"']
    target_matchers: ['alertname=~"Server(Slow|Full)"']
    equal: ['cluster', 'instance']
  # ServerDown: Down.
  - source_matchers: ['alertname="ServerDown"']
    target_matchers: ['alertname="Slow"']
    equal: ['cluster']
"""
    )


def inhibited(*definitions: Definition, by: list[str]) -> str:
    """The inhibitions between alerts of *definitions*, as they are written."""
    text = render(rules([*definitions], *(rule(one.alert) for one in definitions)), by=by)
    return text[text.index("inhibit_rules:") : text.index("\nreceivers:")]


def test_what_runs_apart_hides_across_sites() -> None:
    failing = definition(
        "StoreFails", inhibits=("Refusing",), across=("namespace",), summary="The store fails"
    )

    assert (
        inhibited(failing, definition("Refusing"), by=["cluster", "namespace"])
        == """\
inhibit_rules:
  # StoreFails: The store fails (in any namespace).
  - source_matchers: ['alertname="StoreFails"']
    target_matchers: ['alertname="Refusing"']
    equal: ['cluster']
"""
    )
    assert "(in any" not in inhibited(failing, definition("Refusing"), by=["cluster"])


def test_it_is_said_where_a_database_at_another_site_hides_nothing() -> None:
    down = replace(
        definition("DbDown", inhibits=("Fails",), summary="It is away"), expr="{{ up }} == 0"
    )

    assert (
        inhibited(down, definition("Fails"), by=["site", "zone"])
        == """\
inhibit_rules:
  # DbDown: It is away. It hides nothing where the database's exporter has another site or zone.
  - source_matchers: ['alertname="DbDown"']
    target_matchers: ['alertname="Fails"']
    equal: ['site', 'zone']
"""
    )
    assert "It hides nothing" not in inhibited(down, definition("Fails"), by=[])


def test_severities_of_one_alert_are_compared_for_the_same_thing() -> None:
    found = [
        rule("Full", severity, "max by (cluster, disk) (x) > 1")
        for severity in ("critical", "info")
    ]

    text = render(rules([definition("Full")], *found), by=["cluster"])

    assert (
        "source_matchers: ['alertname=\"Full\"', 'severity=\"critical\"']\n"
        "    target_matchers: ['severity=\"info\"']\n"
        "    equal: ['alertname', 'cluster', 'disk']\n"
    ) in text


def test_an_inhibition_of_nothing_is_refused_with_its_place() -> None:
    wrong = rules([definition("Down", inhibits=("quue",)), definition("Stuck", "queue")])

    with pytest.raises(OpsError) as caught:
        render(wrong, by=[])

    assert str(caught.value) == "f.yaml:3: 'Down' inhibits 'quue', which there is not"
    assert caught.value.hint == "did you mean 'queue'?"
