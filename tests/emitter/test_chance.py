from __future__ import annotations

from random import Random
from statistics import fmean, median, pvariance

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archestra_ops.emitter.chance import Words, number, poisson, rhythm
from archestra_ops.packs.traffic import Number
from tests.emitter.seeded import seeded

DAY = 86_400
MIDNIGHT = 1_768_435_200  # 2026-01-15T00:00:00Z


@pytest.mark.parametrize(("hour", "busy"), [(14, 1.0), (2, 0.35), (8, 0.675), (20, 0.675)])
def test_days_are_busy_and_nights_are_quiet(hour, busy) -> None:
    assert rhythm(MIDNIGHT + hour * 3600) == pytest.approx(busy)


@given(st.floats(-1e10, 1e10))
def test_every_day_is_alike(second) -> None:
    assert 0.35 <= rhythm(second) <= 1
    assert rhythm(second) == pytest.approx(rhythm(second + DAY), abs=1e-3)


@pytest.mark.parametrize("mean", [0, 0.2, 3, 29, 31, 400])
def test_events_happen_as_often_as_they_should(mean) -> None:
    random = seeded()

    drawn = [poisson(random, mean) for _ in range(4000)]

    assert min(drawn) >= 0
    assert all(isinstance(count, int) for count in drawn)
    assert fmean(drawn) == pytest.approx(mean, rel=0.1)
    assert pvariance(drawn) == pytest.approx(mean, rel=0.1)


def test_words_are_drawn_by_weight() -> None:
    random, words = seeded(), Words.of({"ok": 0.9, "error": 0.3, "never": 0})

    drawn = [words.draw(random) for _ in range(4000)]

    assert drawn.count("error") == pytest.approx(1000, rel=0.1)
    assert drawn.count("ok") + drawn.count("error") == 4000


class Highest(Random):
    def random(self) -> float:
        return 1 - 2**-53


@given(st.lists(st.floats(0.001, 1e6), min_size=1))
def test_the_highest_draw_is_a_word_too(weights) -> None:
    words = Words.of({str(i): weight for i, weight in enumerate(weights)})

    assert words.draw(Highest()) == str(len(weights) - 1)


def test_numbers_lie_round_their_median() -> None:
    random, kind = seeded(), Number(median=3, spread=0.5)

    drawn = [number(random, kind, {}) for _ in range(4000)]

    assert median(drawn) == pytest.approx(3, rel=0.05)
    assert min(drawn) > 0
    assert sum(n > 3 * 2.718**0.5 for n in drawn) == pytest.approx(4000 * 0.159, rel=0.15)


def test_a_number_of_the_stream_scales() -> None:
    assert number(seeded(), Number(median=3, times="size"), {"size": 2.5}) == 7.5
    assert number(seeded(), Number(median=3, times="size"), {}) == 3


@pytest.mark.parametrize(("median_", "drawn"), [(0.2, 1), (2.6, 3)])
def test_whole_numbers_are_at_least_one(median_, drawn) -> None:
    assert number(seeded(), Number(median=median_, whole=True), {}) == drawn
