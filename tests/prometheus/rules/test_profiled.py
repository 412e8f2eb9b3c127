from __future__ import annotations

import pytest

from archestra_ops import packs
from archestra_ops.prometheus.rules import default_values, rule_set

SPANS = "profile 'old' has no 'gate_spans_total'"
HEAD = "group: calls\ntitle: Calls\nrules:\n"


def built(alerts, profile: str, settings=None, **more):
    values = default_values("gate", alerts).with_settings(settings or {})
    pack = packs.platform("gate", profile)
    return rule_set(pack, packs.provider("helm"), values, folder=alerts, **more)


def rules_of(found):
    return {r.alert or r.record: r.expr for group in found.groups for r in group.rules}


def test_the_usual_profile_has_the_names_of_the_pack(alerts) -> None:
    found = built(alerts, "new")

    assert found.left_out == ()
    assert rules_of(found)["gate:calls:rate5m"] == (
        "sum by (cluster, namespace, code) (rate(gate_calls_total[5m]))"
    )
    assert "GateBudgetBurn" in rules_of(found)


def test_another_has_its_own_and_is_without_what_it_cannot_answer(alerts) -> None:
    found = built(alerts, "old")

    assert rules_of(found) == {
        "gate:calls:rate5m": "sum by (cluster, namespace, code) (rate(old_calls[5m]))",
        "GateFailing": 'gate:calls:rate5m{code="500"} > 1',
    }
    assert {one.rule: one.reason for one in found.left_out} == {
        "gate:spans:rate5m": SPANS,
        "GateSpansGone": SPANS,
        "GateSideGone": "profile 'old' has no 'gate_side'",
        **{
            f"gate:{name}": SPANS
            for name in (
                "slo_events:increase",
                "slo_errors:increase",
                "slo_objective:ratio",
                "slo_error_budget:remaining_ratio",
                "slo_errors:ratio_long",
                "slo_errors:ratio_short",
                "slo_errors:increase_long",
            )
        },
        "GateBudgetBurn": SPANS,
    }
    assert "GateSpansGone" in found.definitions


@pytest.mark.parametrize(
    ("expr", "reason"),
    [
        ("sum by (cluster, model) (rate(gate_calls_total[5m]))", "'old_calls' with label 'model'"),
        ('gate_calls_total{code="404"}', "'old_calls' with code=\"404\""),
        ("gate_calls", "'gate_calls'"),
    ],
)
def test_a_label_and_a_value_are_lacking_too(alerts, expr, reason) -> None:
    (alerts / "gate" / "calls.yaml").write_text(
        f"{HEAD}  - {{record: 'gate:x:y', expr: '{expr}'}}\n"
    )

    (left,) = built(alerts, "old").left_out

    assert left.reason == f"profile 'old' has no {reason}"


def test_labels_that_operators_choose_are_there(alerts) -> None:
    found = built(alerts, "old", {"by": "site", "selector": 'region="eu"'})

    assert rules_of(found)["gate:calls:rate5m"] == (
        'sum by (site, code) (rate(old_calls{region="eu"}[5m]))'
    )


def test_series_of_others_are_not_narrowed(alerts) -> None:
    found = built(alerts, "new", {"selector": 'region="eu"'})

    assert rules_of(found)["GateSideGone"] == (
        'gate_side{namespace="elsewhere"} == 0 or up{job="side",region="eu"} == 0'
    )


def test_a_recording_of_either_profile_is_enough(alerts) -> None:
    (alerts / "gate" / "calls.yaml").write_text(
        f"{HEAD}"
        "  - {record: 'gate:x:y', expr: 'sum(gate_spans_total)'}\n"
        "  - {record: 'gate:x:y', expr: 'sum(old_calls)'}\n"
        "  - {record: 'gate:z:y', expr: 'gate:x:y * 2'}\n"
    )

    for profile in ("old", "new"):
        found = built(alerts, profile)
        assert list(rules_of(found)) == ["gate:x:y", "gate:z:y"]
        assert found.left_out == ()


def test_what_is_new_is_not_held_against_a_start_that_nobody_tells(alerts) -> None:
    (alerts / "gate" / "calls.yaml").write_text(
        f"{HEAD}  - {{record: 'gate:x:y', expr: 'sum(occurrences(gate_calls_total[5m]))'}}\n"
    )

    assert rules_of(built(alerts, "old")) == {
        "gate:x:y": "sum(((old_calls unless old_calls offset 5m) and on (cluster, namespace, job, "
        "instance) (up offset 5m == 1) or increase(old_calls[5m])))"
    }


def test_a_platform_without_a_postgresql_has_no_notes_on_it(alerts) -> None:
    assert built(alerts, "new").notes == ()
