"""What is said of alerts whose patterns are our guess."""

from __future__ import annotations

import pytest

from archestra_ops import packs
from archestra_ops.prometheus.rules import RuleSet, Values, assumed, default_values, rule_set

GUESSES = {
    "TrueFoundryAgentFailing": ("agents.failures",),
    "TrueFoundryGuardrailBlocksMore": ("guardrails.blocks",),
    "TrueFoundryGuardrailFailing": ("guardrails.failures",),
    "TrueFoundryToolFailing": ("agents.failures",),
}


def rules(values: Values, platform: str = "truefoundry") -> RuleSet:
    return rule_set(packs.platform(platform), packs.provider("helm"), values)


def descriptions(found: RuleSet) -> dict[str, str]:
    return {
        rule.alert: rule.annotations["description"]
        for group in found.groups
        for rule in group.rules
        if rule.alert
    }


def test_alerts_that_read_a_guess_say_so_through_what_others_record_too() -> None:
    found = rules(default_values("truefoundry"))

    assert found.assumed == GUESSES
    said = {alert for alert, text in descriptions(found).items() if "Assumed" in text}
    assert said == set(GUESSES)
    assert descriptions(found)["TrueFoundryAgentFailing"].endswith(
        "). Assumed, not published: what matches agents.failures."
    )
    assert (
        assumed.header(found)
        == """\
# Assumed, not published: values that these alerts match; set what your release has.
#   TrueFoundryAgentFailing: agents.failures
#   TrueFoundryGuardrailBlocksMore: guardrails.blocks
#   TrueFoundryGuardrailFailing: guardrails.failures
#   TrueFoundryToolFailing: agents.failures
"""
    )


@pytest.mark.parametrize("how", ["--set", "--values"])
def test_what_an_operator_sets_is_no_guess(how: str) -> None:
    values = default_values("truefoundry")
    if how == "--set":
        values = values.with_settings({"agents.failures": "error"})
    else:
        values = values.with_text("agents: {failures: error}", "mine.yaml")
    found = rules(values)

    assert set(found.assumed) == {
        "TrueFoundryGuardrailBlocksMore",
        "TrueFoundryGuardrailFailing",
    }
    assert "Assumed" not in descriptions(found)["TrueFoundryAgentFailing"]


def test_without_a_guess_nothing_is_said() -> None:
    found = rules(default_values("archestra"), "archestra")

    assert (found.assumed, assumed.header(found)) == ({}, "")


def test_every_value_whose_reason_says_that_values_are_not_published_is_marked() -> None:
    unmarked = [
        path
        for platform in packs.platform_names()
        for path, value in default_values(platform).entries.items()
        if value.unit == "regex" and "not published" in value.reason and not value.assumed
    ]

    assert unmarked == []
