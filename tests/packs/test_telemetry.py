from __future__ import annotations

import pytest

from archestra_ops import packs
from tests.packs import files

SPAN = 'name = "n"\nhelp = "h"\nkind = "client"'
BASE = f'[telemetry]\nservices = ["B"]\n[telemetry.spans.call]\n{SPAN}\nattributes = ["model"]\n'
PLAY = "[[telemetry.spans.call.play]]\n"
VALUES = f"{PLAY}[[telemetry.spans.call.play.values]]\n"
ACTIVITY = '[traffic.call]\nhelp = "h"\nstreams = []\n'


@pytest.mark.parametrize(
    ("more", "key", "name", "hint"),
    [
        (f'{ACTIVITY}{BASE}{PLAY}on = "cal"', "spans.call.play.on", "cal", "did you mean 'call'?"),
        (f'{BASE}{PLAY}inside = ["cal"]', "spans.call.play", "cal", "did you mean 'call'?"),
        (f'{BASE}{PLAY}around = ["cal"]', "spans.call.play", "cal", "did you mean 'call'?"),
        (
            f'{BASE}{VALUES}attributes = {{ modl = "x" }}',
            "spans.call.play.values",
            "modl",
            "did you mean 'model'?",
        ),
        (
            f'{BASE}{VALUES}whole = {{ modl = "x" }}',
            "spans.call.play.values",
            "modl",
            "did you mean 'model'?",
        ),
        (f'{BASE}{VALUES}events = {{ e = "x" }}', "spans.call.play.values.events", "e", ""),
        (f'{BASE}service = "C"', "spans.call.service", "C", "one of: B"),
        (BASE.replace('["B"]', '["B"]\nroot = "cal"'), "root", "cal", "did you mean 'call'?"),
    ],
)
def test_names_that_nothing_has_are_refused(tmp_path, more, key, name, hint) -> None:
    files.assert_refused(
        lambda: files.platform(tmp_path, more),
        f"b.toml: telemetry.{key}: nothing is called {name!r}",
        hint or "there is none",
    )


def test_what_the_operator_names_may_be_on_a_span(tmp_path) -> None:
    text = BASE.replace('["B"]', '["B"]\npatterns = ["label."]')
    pack = files.platform(tmp_path, f'{text}{VALUES}attributes = {{ "label.team" = "x" }}')

    assert pack.telemetry.knows("label.team")
    assert pack.telemetry.knows("model")


def test_every_event_with_an_exemplar_becomes_a_span() -> None:
    """Or the exemplar would lead nowhere."""
    pack = packs.platform("archestra")
    traced = {emit.on for one in pack.metrics.values() if one.exemplars for emit in one.emit}
    played = {play.on for span in pack.telemetry.spans.values() for play in span.play}

    assert traced <= played
