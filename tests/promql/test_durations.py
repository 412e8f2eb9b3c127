from __future__ import annotations

import pytest

from archestra_ops.promql.durations import seconds


@pytest.mark.parametrize(
    ("window", "length"),
    [
        ("5m", 300.0),
        ("1h30m", 5400.0),
        ("500ms", 0.5),
        ("1w2d", 777_600.0),
        ("90", 90.0),
        ("1.5", 1.5),
        ("", None),
        ("$__range", None),
        ("5m*2", None),
        ("5x", None),
        ("1" * 30 + "m", None),
    ],
)
def test_a_window_is_so_long(window, length) -> None:
    assert seconds(window) == length
