"""Rows and events that make no right series are refused when the pack is loaded."""

from __future__ import annotations

import pytest

from tests.packs import files, toys

BAKING = "[traffic.baking]\n"
RYE = 'kind = "rye"\n'
KIND = 'labels = ["kind"]'
CLOSED = (KIND, f'{KIND}\nvalues = {{ kind = ["wheat"] }}')
OPEN = "emit = [{ level = 1.0 }]"
NUMBER = "number = { seconds = { median = 300.0, spread = 0.5 } }"
ONLY_GROWS = "what is counted only grows"
SECONDS = 'value = "seconds"'
A_NUMBER = "give a number; a label of that name goes into the emit's labels"


def state(more: str) -> tuple[str, str]:
    return OPEN, f'labels = ["door"]\nemit = [{{ {more} }}]'


@pytest.mark.parametrize(
    ("changes", "message", "hint"),
    [
        (
            [CLOSED],
            "traffic.baking.streams[0]: 'bakery_breads_total' has no kind = 'rye'",
            "one of: wheat",
        ),
        (
            [CLOSED, (RYE, ""), (BAKING, f"{BAKING}draw.kind = {{ wheat = 1, rye = 1 }}\n")],
            "traffic.baking.streams[0]: 'bakery_breads_total' has no kind = 'rye'",
            "one of: wheat",
        ),
        (
            [CLOSED, ('{ on = "baking" }', '{ on = "baking", labels = { kind = "rye" } }')],
            "traffic.baking.streams[0]: 'bakery_breads_total' has no kind = 'rye'",
            "one of: wheat",
        ),
        (
            [
                state('series = [{ door = "front" }]'),
                ("", '[labels.door]\nhelp = "door"\nvalues = ["back"]\nopen = false'),
            ],
            "metrics.bakery_open.emit.series[0]: 'bakery_open' has no door = 'front'",
            "one of: back",
        ),
        (
            [state('one_of = "door", series = [{ door = "front" }]')],
            "metrics.bakery_open.emit.one_of: nothing says which values 'door' has",
            'add values = { door = ["…"] } to the metric',
        ),
        (
            [
                (OPEN, "buckets = [1.0]\nemit = [{ level = 1.0 }]"),
                ('type = "gauge"\nhelp = "Whether', 'type = "histogram"\nhelp = "Whether'),
                ('"bakery_open"', '"bakery_open_sum"'),
            ],
            "metrics.bakery_open.emit: a histogram is moved by events only",
            'add on = "…", the name of an activity in [traffic]',
        ),
        (
            [(RYE, "kind = 5\n"), (BAKING, f"{BAKING}draw.kind = {{ rye = 1 }}\n")],
            (
                "traffic.baking.streams[0]: 'bakery_breads_total' has a label 'kind', and this "
                "gives it no text"
            ),
            'add kind = "5"',
        ),
        (
            [('process = "oven"\nkind', 'process = "ovn"\nkind')],
            "traffic.baking.streams[0].process: nothing is called 'ovn'",
            "did you mean 'oven'?",
        ),
        (
            [(SECONDS, 'value = "seconds * price"')],
            (
                "traffic.baking.streams[0]: 'bakery_bake_seconds' emits 'seconds * price', and "
                "this has no number 'price'"
            ),
            "one of: seconds",
        ),
        (
            [(SECONDS, 'value = "price"'), (RYE, f"{RYE}price = -2\n")],
            "traffic.baking.streams[0].price: -2 is below 0",
            ONLY_GROWS,
        ),
        (
            [(RYE, f"{RYE}price = inf\n")],
            "traffic.baking.streams[0].price: inf is not a number that there is",
            A_NUMBER,
        ),
        (
            [("spread = 0.5", 'spread = 0.5, times = "kind"')],
            "traffic.baking.streams[0].kind: 'rye' is not a number that there is",
            A_NUMBER,
        ),
    ],
)
def test_what_makes_no_right_series(tmp_path, changes, message, hint) -> None:
    files.assert_refused(toys.bakery(tmp_path, *changes), f"bakery.toml: {message}", hint)


def test_words_that_are_not_meant_or_never_come_may_be_others(tmp_path) -> None:
    draw = f"{BAKING}draw.kind = {{ wheat = 1, rye = 1, oats = 0 }}\n"
    meant = ('{ on = "baking" }', '{ on = "baking", when = { kind = ["wheat", "oats"] } }')

    assert toys.bakery(tmp_path, CLOSED, (RYE, ""), (BAKING, draw), meant)().traffic["baking"].draw
