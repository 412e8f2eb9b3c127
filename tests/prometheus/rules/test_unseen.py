from __future__ import annotations

from archestra_ops import packs
from archestra_ops.prometheus.rules import default_values, rule_set
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


def test_without_such_alerts_there_is_no_comment(alerts) -> None:
    found = rules(alerts, "old")

    assert (found.unseen, header(found)) == ({}, "")
    assert unseen([], packs.platform("archestra")) == {}
