from __future__ import annotations

from dataclasses import replace

import pytest

from archestra_ops import packs
from archestra_ops.checks.recognition import candidates
from archestra_ops.prometheus.live_checks import (
    rules_changed,
    rules_extra,
    rules_missing,
    rules_profile,
)
from archestra_ops.prometheus.live_checks.heard import Heard
from archestra_ops.prometheus.live_checks.seen import Seen
from archestra_ops.prometheus.rules.model import Rule, RuleGroup
from tests.prometheus.live_checks.made import AIM, URL, group, loaded, seen, told

WANTED = Rule(alert="Slow", expr="rate(llm_gateway_request_processing_ms_count[5m]) > 9")
MORE = Rule(alert="More", expr="vector(1)")
OTHER = Rule(alert="Slow", expr="rate(ai_gateway_request_processing_ms_count[5m]) > 9")
UP = Rule(alert="Down", expr='up{job="gateway"} == 0')
HEARD = Heard(
    speaks="gen1",
    known=candidates("truefoundry"),
    there=frozenset({"transition", "gen1", "gen2", "gen2-total"}),
)
AIMED = replace(
    AIM,
    platform=packs.platform("truefoundry", "gen1"),
    groups=(RuleGroup(name="truefoundry-models", rules=(WANTED, MORE)),),
)


def with_rules(*rules: Rule, **changes: object) -> Seen:
    groups = (group("truefoundry-models", *map(loaded, rules)),)
    return seen(**{"aim": AIMED, "heard": HEARD, "groups": groups, **changes})


def test_rules_of_a_profile_of_which_nothing_is_there() -> None:
    of = with_rules(OTHER, UP)

    assert told(rules_profile, of) == [
        (
            "error",
            URL,
            (
                "1 rule of ours asks for metrics of the profile 'ai', of which none is there, for "
                "the series speak 'gen1': 'Slow'"
            ),
            "load what `ops alerts render --platform truefoundry --profile gen1` writes",
        )
    ]
    # That it is another rule, and how, is of no use then.
    assert [told(one, of) for one in (rules_missing, rules_changed, rules_extra)] == [[]] * 3


def test_all_rules_that_ask_so_are_counted() -> None:
    ((_, _, message, _),) = told(rules_profile, with_rules(OTHER, replace(OTHER, alert="Slower")))

    assert message.startswith("2 rules of ours ask for metrics of the profile 'ai', ")
    assert message.endswith(": 'Slow', 'Slower'")


@pytest.mark.parametrize("heard", [HEARD, Heard(), Heard(known=HEARD.known)])
def test_rules_for_what_is_there_or_of_which_nothing_is_known(heard) -> None:
    assert told(rules_profile, with_rules(WANTED, MORE, heard=heard)) == []


def test_rules_of_others_are_theirs() -> None:
    assert told(rules_profile, with_rules(groups=(group("theirs", loaded(OTHER)),))) == []
