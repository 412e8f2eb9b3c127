from __future__ import annotations

import pytest

from archestra_ops.errors import OpsError
from archestra_ops.prometheus.rules.load import groups
from archestra_ops.prometheus.rules.model import DefinedGroup, Definition, Objective
from tests.prometheus.rules.small import ALERT, folder, group

FULL = """\
group: llm
title: LLM calls
interval: 1m
rules:
  - record: archestra:llm_requests:rate5m
    labels: {class: all}
    expr: |
      sum by ($by) (rate(x[5m]))
  - alert: ArchestraFails
    severity: warning
    for: 10m
    for_reason: retries take five minutes
    keep_firing_for: 5m
    needs: [task_queue.worker_concurrency]
    each: cost.budgets
    window: 15m
    labels: {team: x}
    expr: x > 1
    summary: It fails
    description: >-
      It
      does.
    runbook: |
      Look.

      Then act.
    board: b
    panel: p
    scenario: s
    drill: {healthy: 1h, lasts: 30m}
    inhibits: [http]
    across: [namespace]
    always: true
objectives:
  - name: calls
    title: Calls succeed
    events: e
    errors: f
    alert: ArchestraBurns
    for_reason: r
    summary: s
    description: d
    runbook: k
"""


def test_every_key_is_read(tmp_path) -> None:
    place = {"file": "alerts/archestra/llm.yaml", "group": "llm"}

    assert groups(folder(tmp_path, llm=FULL) / "archestra") == (
        DefinedGroup(
            name="llm",
            title="LLM calls",
            interval="1m",
            definitions=(
                Definition(
                    **place,
                    line=5,
                    record="archestra:llm_requests:rate5m",
                    labels={"class": "all"},
                    expr="sum by ($by) (rate(x[5m]))",
                ),
                Definition(
                    **place,
                    line=9,
                    alert="ArchestraFails",
                    severity="warning",
                    hold="10m",
                    hold_reason="retries take five minutes",
                    keep_firing_for="5m",
                    needs=("task_queue.worker_concurrency",),
                    each="cost.budgets",
                    window="15m",
                    labels={"team": "x"},
                    expr="x > 1",
                    summary="It fails",
                    description="It does.",
                    runbook="Look.\n\nThen act.",
                    board="b",
                    panel="p",
                    scenario="s",
                    drill={"healthy": "1h", "lasts": "30m"},
                    inhibits=("http",),
                    across=("namespace",),
                    always=True,
                ),
            ),
            objectives=(
                Objective(
                    name="calls",
                    title="Calls succeed",
                    events="e",
                    errors="f",
                    alert=Definition(
                        **place,
                        line=35,
                        expr="",
                        alert="ArchestraBurns",
                        hold_reason="r",
                        summary="s",
                        description="d",
                        runbook="k",
                    ),
                ),
            ),
        ),
    )


PREFIX = "alerts/archestra/llm.yaml:"


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("group: llm\ntitel: x\n", "2: unknown key 'titel'", "did you mean 'title'?"),
        ("group: llm\n", "1: missing key 'title'", "add title: …"),
        ("group: mcp\ntitle: x\n", "1: the group 'mcp' is not named like its file", ""),
        (
            "group: llm\ntitle: x\ninterval: 60\n",
            "3: 'interval': '60' is not a duration",
            "give a unit: 60s is seconds, 60m is minutes",
        ),
        (
            "group: llm\ntitle: x\nrules: {}\n",
            "3: 'rules' is no list",
            "begin each entry with a dash",
        ),
        (
            "group: llm\ntitle: x\nrules: [x]\n",
            "3: an entry of 'rules' is no table",
            "write it as key: value",
        ),
        (
            "group: llm\ntitle: x\nrules: [\n",
            "4: not YAML: while parsing a flow node: did not find expected node content",
            "",
        ),
        (group("  - {expr: x}\n"), "4: missing key 'alert'", "add alert: …"),
        (
            group("  - {record: x, expr: x}\n"),
            "4: 'x' is no name for a recorded series",
            "level:metric:operations",
        ),
        (
            group("  - {record: 'a:b:c', expr: x, for: 1m}\n"),
            "4: unknown key 'for'",
            "one of: each, expr, labels, needs, record, window",
        ),
        (
            group("  - alert: A\n    exrp: x\n" + ALERT),
            "5: unknown key 'exrp'",
            "did you mean 'expr'?",
        ),
        (group("  - alert: A\n    expr:\n" + ALERT), "5: missing key 'expr'", "add expr: …"),
        (
            group("  - alert: fails\n    expr: x\n" + ALERT),
            "4: 'fails' is no name for an alert",
            "write it in CamelCase",
        ),
        (
            group("  - alert: A\n    expr: x\n" + ALERT.replace("critical", "page")),
            "6: 'page' is no severity",
            "one of: critical, info, none, warning",
        ),
        (
            group("  - alert: A\n    expr: x\n    needs: a.b\n" + ALERT),
            "6: 'needs' is no list",
            "write it as [a, b]",
        ),
        (
            group("  - alert: A\n    expr: x\n    labels: [a]\n" + ALERT),
            "6: 'labels' is no table",
            "write it as key: value",
        ),
        (
            group("  - alert: A\n    expr: [x]\n" + ALERT),
            "5: 'expr' is no text",
            "write it as one value",
        ),
        (
            group("  - alert: A\n    expr: x\n    always: yes\n" + ALERT),
            "6: 'always' is 'yes'",
            "give true or false",
        ),
        (
            group("  - alert: A\n    expr: x\n    drill: {last: 1m}\n" + ALERT),
            "6: unknown key 'last'",
            "did you mean 'lasts'?",
        ),
        (
            group(*["  - alert: A\n    expr: x\n" + ALERT] * 2),
            "12: the alert 'A' is defined twice",
            "it is in alerts/archestra/llm.yaml:4 already",
        ),
    ],
)
def test_what_is_wrong_is_refused_with_its_place(tmp_path, text, message, hint) -> None:
    with pytest.raises(OpsError) as caught:
        groups(folder(tmp_path, llm=text) / "archestra")

    assert (str(caught.value), caught.value.hint) == (PREFIX + message, hint)


def test_an_objective_lacks_nothing(tmp_path) -> None:
    with pytest.raises(OpsError) as caught:
        groups(folder(tmp_path, llm=FULL.replace("    errors: f\n", "")) / "archestra")

    assert str(caught.value) == f"{PREFIX}35: missing key 'errors'"


def test_an_alert_is_not_defined_in_two_groups(tmp_path) -> None:
    rule = "  - alert: A\n    expr: x\n" + ALERT
    files = {"llm": group(rule), "mcp": group(rule, name="mcp")}

    with pytest.raises(OpsError) as caught:
        groups(folder(tmp_path, **files) / "archestra")

    assert str(caught.value) == "alerts/archestra/mcp.yaml:4: the alert 'A' is defined twice"
