from __future__ import annotations

import pytest

from archestra_ops.grafana.checks import boards
from tests.grafana.checks.made import seen, told


@pytest.mark.parametrize(
    ("there", "message"),
    [
        ({"a": False, "b": False}, "none of our 2 boards is there"),
        ({"a": True, "b": False, "c": False}, "of our boards, not there: 'b', 'c'"),
        ({"a": False}, "of our boards, not there: 'a'"),
    ],
)
def test_boards_that_are_not_there(there, message) -> None:
    assert told(boards, seen(boards=there)) == [
        ("info", message, "`ops dashboards import` puts them there")
    ]
