from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archestra_ops.grafana.layout import COLUMNS, Place, flow
from tests.grafana.small import panel


def places(*sizes: tuple[int, int], top: int = 0) -> tuple[list[Place], int]:
    return flow([panel("x", width=width, height=height) for width, height in sizes], top)


def test_panels_go_left_to_right_and_line_by_line() -> None:
    assert places((12, 8), (12, 8), (24, 6), top=3) == (
        [Place(0, 3, 12, 8), Place(12, 3, 12, 8), Place(0, 11, 24, 6)],
        17,
    )


def test_the_panels_of_a_line_have_its_greatest_height() -> None:
    assert places((8, 6), (16, 8))[0] == [Place(0, 0, 8, 8), Place(8, 0, 16, 8)]


def test_a_line_that_lacks_a_panel_closes_up_by_widening_the_others() -> None:
    assert places((4, 4), (4, 4), (4, 4), (4, 4), (4, 4))[0] == [
        Place(0, 0, 5, 4),
        Place(5, 0, 5, 4),
        Place(10, 0, 4, 4),
        Place(14, 0, 5, 4),
        Place(19, 0, 5, 4),
    ]
    assert places((12, 8))[0] == [Place(0, 0, 24, 8)]


def test_no_panels_take_no_line() -> None:
    assert places(top=5) == ([], 5)


@given(st.lists(st.tuples(st.integers(1, COLUMNS), st.integers(1, 20)), max_size=30))
def test_every_line_is_full_and_nothing_overlaps(sizes: list[tuple[int, int]]) -> None:
    found, bottom = places(*sizes, top=1)

    cells = [
        (x, y)
        for place in found
        for x in range(place.x, place.x + place.width)
        for y in range(place.y, place.y + place.height)
    ]
    assert len(found) == len(sizes)
    assert len(cells) == len(set(cells)) == COLUMNS * (bottom - 1)
