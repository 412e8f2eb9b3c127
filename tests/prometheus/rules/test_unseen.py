from __future__ import annotations

from dataclasses import replace

from archestra_ops import packs
from archestra_ops.prometheus.rules import Rule, default_values, rule_set
from archestra_ops.prometheus.rules.unseen import header, unseen


def rules(alerts, profile: str):
    pack, values = packs.platform("gate", profile), default_values("gate", alerts)
    return rule_set(pack, packs.provider("helm"), values, folder=alerts)


def test_alerts_on_what_nobody_has_seen_are_named_through_recordings(alerts) -> None:
    found = rules(alerts, "new")

    assert found.unseen == {
        "GateSpansGone": ("gate_spans_total",),
        "GateBudgetBurn": ("gate_spans_total",),
    }
    assert header(found) == (
        "# Documented, not seen in the field: what these alerts rest on.\n"
        "#   GateBudgetBurn: gate_spans_total\n"
        "#   GateSpansGone: gate_spans_total\n"
    )


def test_what_the_documentation_lacks_too_stands_apart(alerts) -> None:
    found = replace(
        rules(alerts, "new"),
        unseen={"Starts": ("failures", "starts"), "Spans": ("spans",)},
        proposed=frozenset({"starts", "elsewhere"}),
    )

    assert header(found) == (
        "# Documented, not seen in the field: what these alerts rest on.\n"
        "#   Spans: spans\n"
        "#   Starts: failures\n"
        "# Proposed, not seen in the field: what these alerts rest on.\n"
        "#   Starts: starts\n"
    )


def test_rules_know_what_is_proposed() -> None:
    agyn = packs.platform("agyn")
    found = rule_set(agyn, packs.provider("helm"), default_values("agyn"))

    assert found.proposed == {"workload_starts_total"}
    assert "#   AgynWorkloadStartsFailing: workload_starts_total\n" in header(found)


def test_without_such_alerts_there_is_no_comment(alerts) -> None:
    found = rules(alerts, "old")

    assert (found.unseen, header(found)) == ({}, "")
    assert unseen([], packs.platform("archestra")) == {}


def test_objectives_that_record_under_one_name_are_told_apart_by_their_label() -> None:
    def record(slo: str, metric: str) -> Rule:
        return Rule(record="agyn:slo_errors:increase", expr=metric, labels={"slo": slo})

    def alert(name: str, matcher: str) -> Rule:
        return Rule(alert=name, expr=f"agyn:slo_errors:increase{{{matcher}}} > 1")

    rules = [
        record("starts", "workload_failures_total"),
        record("answers", "gateway_grpc_server_handled_total"),
        alert("Starts", 'slo="starts"'),
        alert("Answers", 'slo="answers",cluster="eu"'),
        alert("Either", 'slo=~".+"'),
        alert("Neither", 'slo="calls"'),
    ]

    assert unseen(rules, packs.platform("agyn")) == {
        "Starts": ("workload_failures_total",),
        "Answers": ("gateway_grpc_server_handled_total",),
        "Either": ("gateway_grpc_server_handled_total", "workload_failures_total"),
    }
