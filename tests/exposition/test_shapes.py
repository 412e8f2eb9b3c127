"""Learned shapes change the speed of a survey, never what it says."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archestra_ops.exposition import Format, shapes, survey

HISTOGRAM = """# TYPE h histogram
h_bucket{{le="0.5",a="{0}",b=""}} 1
h_bucket{{le="+Inf",a="{0}",b=""}} 2{1}
h_sum{{a="{0}",b=""}} 1.5
h_count{{a="{0}",b=""}} 2
"""
PIECES = [
    'g{a="x",b="y"} 1',
    'g{a="x",b=""} 1',
    'g{b="y",a="x"} 2',
    'g{a="z\\n",b="y"} 3',
    'g{a="x",b="y",} 1',
    'g{ a="x"} 1',
    "g 5",
    "g{} 5",
    'g{a="x",b="y"} 1 1500',
    'g{a="x",b="y"} 1 1600',
    'g{a="x"} oops',
    "# TYPE g gauge",
    "# TYPE c counter",
    'c_total{a="x"} 1 # {t="1"} 1 5.5',
    'c_total{a="x"} 1 # {} 1 5.5',
    'c_total{a="x"} 1 # {t="1",t="2"} 1 5.5',
    'c_total{a="y"} 1 # {} +Inf undefined',
    'c{a="y"} 1',
    "# TYPE s summary",
    's{quantile="0.5",a="x"} 1',
    's{quantile="0.50",a="x"} 1',
    's{quantile="x",a="x"} 1',
    's_sum{a="x"} 1',
    'g{a="\0"} 1',
    "",
    "# EOF",
    *HISTOGRAM.format("x", "").splitlines(),
    *HISTOGRAM.format("y", ' # {t="1"} 1 5.5').splitlines()[1:],
    'h_bucket{a="x",le="1.0"} 1',
    'h_bucket{le="1",a="x"} 0',
    'h_bucket{le="oops",a="x"} 0',
    'h_bucket{a="x"} 0',
]


def surveyed(page, form, learn_after):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shapes, "LEARN_AFTER", learn_after)
        return survey([page.encode()], format=form, max_problems=1000)


@settings(deadline=None, max_examples=300)
@given(
    st.lists(st.sampled_from(PIECES), max_size=60),
    st.sampled_from(Format),
    st.integers(min_value=1, max_value=3),
)
def test_learning_changes_nothing(lines, form, learn_after):
    page = "\n".join(lines) + "\n"
    assert surveyed(page, form, learn_after) == surveyed(page, form, 1 << 40)


@pytest.mark.parametrize("form", Format)
def test_nor_on_a_long_page(form):
    random_ = random.Random(7)  # noqa: S311 - no secret
    page = "\n".join(random_.choices(PIECES, k=20_000))
    assert surveyed(page, form, 4) == surveyed(page, form, 1 << 40)


@pytest.mark.parametrize("form", Format)
def test_nor_when_there_is_more_than_can_be_learned(form, monkeypatch):
    random_ = random.Random(8)  # noqa: S311 - no secret
    page = "\n".join(random_.choices(PIECES, k=5_000))
    expected = surveyed(page, form, 1 << 40)
    for limit in ("_MOST_SHAPES", "_MOST_CANDIDATES", "_MOST_BOUNDS"):
        monkeypatch.setattr(shapes, limit, 1)
    assert surveyed(page, form, 1) == expected


def test_shapes_are_used():
    page = "# TYPE h histogram\n" + "".join(
        f'h_bucket{{le="{bound}",a="{number}",b="{number % 3 or ""}"}} 1\n'
        for number in range(1000)
        for bound in (1, 2, "+Inf")
    )
    exact = []
    with pytest.MonkeyPatch.context() as patch:
        learn = shapes.Shapes.learn
        patch.setattr(
            shapes.Shapes, "learn", lambda self, *args: (exact.append(args), learn(self, *args))
        )
        found = survey([page.encode()], format=Format.CLASSIC)
    assert found.families["h"].samples == 3000
    assert found.families["h"].series == 1000
    assert found.problems == ()
    assert len(exact) < 20
