from __future__ import annotations

import pytest

from archestra_ops import __version__
from archestra_ops.grafana.api.model import Revision
from archestra_ops.grafana.sync import mark

BOARD = {"title": "Käse", "panels": [1, 2.5, None]}


def revision(message: str) -> Revision:
    return Revision(version=3, message=message, author="ops", created="2026-01-15T12:00:00Z")


def test_the_order_of_keys_does_not_count_and_that_of_lists_does() -> None:
    assert mark.digest(BOARD) == mark.digest(dict(reversed(BOARD.items())))
    assert mark.digest(BOARD) != mark.digest(BOARD | {"panels": [2.5, 1, None]})


def test_a_message_is_read_back() -> None:
    of = mark.digest(BOARD)

    assert mark.message(of) == f"archestra-ops {__version__} sha256:{of}"
    assert mark.read(revision(mark.message(of))) == of


def test_other_versions_of_the_program_are_ours_too() -> None:
    assert mark.read(revision("archestra-ops 9.9.9rc1 sha256:" + "0a" * 32)) == "0a" * 32


@pytest.mark.parametrize(
    "message",
    [
        "",
        "archestra-ops",
        "archestra-ops 0.1.0 sha256:abc",
        "like archestra-ops 0.1.0 sha256:" + "0" * 64,
        "archestra-ops 0.1.0 sha256:" + "0" * 64 + " and more",
        "Restored from version 2",
    ],
)
def test_what_is_only_like_ours_is_not(message: str) -> None:
    assert mark.read(revision(message)) is None


def test_no_version_is_nobodys() -> None:
    assert mark.read(None) is None
