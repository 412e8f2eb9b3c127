from __future__ import annotations

from dataclasses import replace

import pytest

from archestra_ops import packs
from archestra_ops.checks.recognition import candidates
from archestra_ops.prometheus.live_checks import rules_missing
from archestra_ops.prometheus.live_checks.advice import chosen, rendered_otherwise
from archestra_ops.prometheus.live_checks.heard import Heard
from archestra_ops.prometheus.live_checks.seen import Seen
from tests.prometheus.live_checks.made import AIM, seen, told


def of(platform: str, profile: str = "", heard: Heard = Heard()) -> Seen:  # noqa: B008 - frozen
    return seen(aim=replace(AIM, platform=packs.platform(platform, profile)), heard=heard)


@pytest.mark.parametrize(
    ("platform", "profile", "options"),
    [
        ("archestra", "", ""),
        ("agyn", "", " --platform agyn"),
        ("truefoundry", "", " --platform truefoundry --profile ai"),
        ("truefoundry", "gen1", " --platform truefoundry --profile gen1"),
    ],
)
def test_options_choose_the_platform_as_it_is(platform, profile, options) -> None:
    assert chosen(packs.platform(platform, profile)) == options


def test_rules_were_rendered_with_what_the_platform_has() -> None:
    heard = Heard(speaks="gen1", known=candidates("truefoundry"), there=frozenset({"gen1"}))
    load = "else load what `ops alerts render --platform truefoundry --profile"

    assert rendered_otherwise(of("agyn"), "its") == (
        "give the --values, --set and --postgres-provider of its rendering; "
        "else load what `ops alerts render --platform agyn` writes now"
    )
    assert rendered_otherwise(of("truefoundry", "gen1", heard), "their") == (
        f"give the --values and --set of their rendering; {load} gen1` writes now"
    )
    assert rendered_otherwise(of("truefoundry"), "its") == (
        f"give the --profile, --values and --set of its rendering; {load} ai` writes now"
    )


def test_no_rules_are_loaded_of_a_profile_that_is_not_there() -> None:
    looked = of(
        "truefoundry",
        "ai",
        Heard(speaks="gen1", known=candidates("truefoundry"), there=frozenset({"gen1"})),
    )
    hint = "give --profile gen1: what is scraped speaks that"

    assert rendered_otherwise(looked, "its") == hint
    assert told(rules_missing, replace(looked, groups=()))[0][3] == (
        f"{hint}; rules in Grafana are not seen here"
    )
