from __future__ import annotations

from dataclasses import replace

from archestra_ops import packs
from archestra_ops.checks.recognition import candidates
from archestra_ops.prometheus.live_checks import profile
from archestra_ops.prometheus.live_checks.heard import Heard
from tests.prometheus.live_checks.made import AIM, URL, seen, told


def of(chosen: str, speaks: str, *there: str):
    aim = replace(AIM, platform=packs.platform("truefoundry", chosen), groups=())
    heard = Heard(speaks=speaks, known=candidates("truefoundry"), there=frozenset(there))
    return told(profile, seen(aim=aim, heard=heard))


def test_what_is_spoken_is_named() -> None:
    assert of("gen1", "gen1", "gen1", "gen2") == [
        (
            "info",
            URL,
            "its series speak 'gen1': llm_gateway_*, 0.71 to 0.100",
            "make boards and alerts for it with --profile gen1",
        )
    ]
    assert (
        of("ai", "ai", "ai")[0][3] == "it is what boards and alerts are made for without --profile"
    )
    assert of("ai", "") == []


def test_another_one_was_chosen() -> None:
    hint = "give --profile gen1, or leave it out: it is recognised"
    title = "llm_gateway_*, 0.71 to 0.100"

    assert of("gen2", "gen1", "gen1", "gen2") == [
        ("warning", URL, f"its series speak 'gen1', not 'gen2': {title}", hint)
    ]
    assert of("ai", "gen1", "gen1", "gen2") == [
        ("error", URL, f"its series speak 'gen1', not 'ai': {title}", hint)
    ]


def test_nothing_is_wrong_where_all_names_of_the_one_that_was_chosen_are_there() -> None:
    title = packs.platform("truefoundry", "transition").profiles["transition"].title

    for chosen in ("ai", "gen2-total"):
        assert of(chosen, "transition", "transition", "ai", "gen2-total") == [
            (
                "info",
                URL,
                f"its series speak 'transition', and have all names of '{chosen}': {title}",
                f"boards and alerts made with --profile {chosen} find what they ask for",
            )
        ]
    assert of("gen2", "transition", "transition", "gen2")[0][0] == "warning"
