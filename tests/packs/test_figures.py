"""Numbers that cannot be are refused when the pack is loaded."""

from __future__ import annotations

import pytest

from tests.packs import files, toys

BAKING = "[traffic.baking]\n"
MEDIAN = "median = 300.0"
SPREAD = "spread = 0.5"
A_NUMBER = "give a number; a label of that name goes into the emit's labels"
WEIGHT = "a weight is how often a word comes"
TIMES = "it is how many times as much; 0 is none"
BEYOND = "nothing that is emitted is beyond 1e+15"


def draw(words: str) -> tuple[str, str]:
    return BAKING, f"{BAKING}draw.kind = {{ {words} }}\n"


def scenario(change: str) -> tuple[str, str]:
    return "", f'[scenarios.s]\nhelp = "x"\n[[scenarios.s.changes]]\n{change}'


@pytest.mark.parametrize(
    ("change", "message", "hint"),
    [
        (draw('"a" = -0.98, "b" = 1'), "traffic.baking.draw.kind.a: -0.98 is below 0", WEIGHT),
        (
            draw('"a" = nan'),
            "traffic.baking.draw.kind.a: nan is not a number that there is",
            A_NUMBER,
        ),
        (
            draw("a = 0, b = 0"),
            "traffic.baking.draw.kind: no word has a weight",
            'give one, such as { "503" = 1 }',
        ),
        (
            draw("a = 5e-324"),
            "traffic.baking.draw.kind: no word has a weight",
            'give one, such as { "503" = 1 }',
        ),
        (
            draw(""),
            "traffic.baking.draw.kind: no word has a weight",
            'give one, such as { "503" = 1 }',
        ),
        (
            (MEDIAN, "median = -1"),
            "traffic.baking.number.seconds.median: -1 is below 0",
            "what is drawn is positive",
        ),
        (
            (MEDIAN, "median = 1e300"),
            "traffic.baking.number.seconds.median: 1e+300 is too large",
            BEYOND,
        ),
        (
            (MEDIAN, f"median = 1{'0' * 400}"),
            "traffic.baking.number.seconds.median: it is too large",
            "give a number below 1e15",
        ),
        (
            (SPREAD, "spread = 1000"),
            "traffic.baking.number.seconds.spread: 1000 is too large",
            "it is that of the logarithm: 1 is wide already",
        ),
        (
            ("per_minute = 6.0", "per_minute = 1e16"),
            "traffic.baking.streams[0].per_minute: 1e+16 is too large",
            BEYOND,
        ),
        (
            scenario('activity = "baking"\nrate = -1'),
            "scenarios.s.changes[0].rate: -1 is below 0",
            TIMES,
        ),
        (
            scenario('activity = "baking"\nnumber = { seconds = inf }'),
            "scenarios.s.changes[0].number.seconds: inf is not a number that there is",
            A_NUMBER,
        ),
        (
            scenario('metric = "bakery_open"\nlevel = nan'),
            "scenarios.s.changes[0].level: nan is not a number that there is",
            A_NUMBER,
        ),
        (
            scenario('metric = "bakery_open"\ngrows = 1e16'),
            "scenarios.s.changes[0].grows: 1e+16 is too large",
            BEYOND,
        ),
        (
            scenario('activity = "baking"\nrate = 2\nwhere = { kind = [] }'),
            "scenarios.s.changes[0].where.kind: there is none",
            "name one, or leave it out",
        ),
        (
            ('help = "Tours"', 'help = "\\u0000"'),
            "metrics.bakery_van_tours.help: there is a NUL in '\\x00'",
            "no page can have one",
        ),
        (
            draw('"a\\nb" = 1'),
            "traffic.baking.draw.kind: 'a\\nb' cannot be a key",
            "keep it to one line of text",
        ),
    ],
)
def test_what_cannot_be(tmp_path, change, message, hint) -> None:
    files.assert_refused(toys.bakery(tmp_path, change), f"bakery.toml: {message}", hint)


@pytest.mark.parametrize(
    ("play", "message", "hint"),
    [
        ("chance = 2.0", ".play.chance: 2 is not from 0 to 1", "give a share, such as 0.5"),
        ("part = [0.5]", ".play.part: it is not from and to", "such as [0.0, 0.5]"),
        ("part = [0.5, 0.1]", ".play.part: it is not from and to", "such as [0.0, 0.5]"),
        ("draw = { a = { b = -1 } }", ".play.draw.a.b: -1 is below 0", WEIGHT),
    ],
)
def test_spans_that_cannot_be_made(tmp_path, play, message, hint) -> None:
    span = (
        '[telemetry]\nservices = ["b"]\n[telemetry.spans.s]\nname = "s"\nhelp = "s"\nkind = "x"\n'
    )

    files.assert_refused(
        toys.bakery(tmp_path, ("", f"{span}play = [{{ {play} }}]")),
        f"bakery.toml: telemetry.spans.s{message}",
        hint,
    )
