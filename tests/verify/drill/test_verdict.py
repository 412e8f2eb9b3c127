from __future__ import annotations

import pytest

from archestra_ops.verify.drill.timing import Timing
from archestra_ops.verify.drill.verdict import (
    Verdict,
    letters,
    problems,
    silent_in,
    timeline,
)

TIMING = Timing(interval=60, healthy=240, lasts=300, recovers=240, within=180)


def states(text: str) -> dict[float, frozenset[str]]:
    words = {".": (), "p": ("pending",), "F": ("firing",), "B": ("firing", "pending")}
    return {60.0 * i: frozenset(words[c]) for i, c in enumerate(text) if c != "."}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("....ppFFF.....", (0, 120, 300)),
        (".....FFFF.....", (60, 60, 300)),
        ("....ppFFFFF...", (0, 120, 420)),
        ("....ppFF......", (0, 120, 300)),
        ("....pp..BF....", (0, 240, 360)),
        ("....ppFFFFFFFF", (0, 120, None)),
        ("....pp........", (0, None, None)),
        ("..............", (None, None, None)),
    ],
)
def test_a_timeline(text, expected) -> None:
    assert timeline(states(text), TIMING) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("....ppFFF.....", []),
        (".p..ppFFF.....", []),
        (".F..ppFFF.....", ["it fires at 1m of the 4m in which all is well"]),
        ("..............", ["it never fires in an incident of 5m"]),
        ("....ppppp.....", ["it never fires in an incident of 5m"]),
        ("....ppppp.F...", ["it never fires in an incident of 5m"]),
        ("....ppppF.....", ["it fires after 4m, and has promised to within 3m"]),
        ("....ppFFFFFFFF", ["it is not resolved 4m after the incident"]),
    ],
)
def test_what_is_wrong(text, expected) -> None:
    assert list(problems(states(text), TIMING, seen=True)) == expected


def test_silence_that_is_not_earned() -> None:
    assert list(problems(states("....ppFFF....."), TIMING, seen=False)) == [
        "its silence is not earned: while all is well, the expression sees no series"
    ]


def test_letters() -> None:
    assert letters(states("..pp..BF..F"), TIMING) == "..pp..FF..F..."


def test_something_always_fires() -> None:
    assert silent_in(states("FFF"), [0, 60, 120]) is None
    assert silent_in(states("FpF"), [0, 60, 120]) == 60


def test_a_verdict_without_problems_is_fine() -> None:
    fine = Verdict(alert="A", severity="info", scenario="s")

    assert fine.ok
    assert not Verdict(alert="A", severity="info", scenario="s", problems=("x",)).ok
