from __future__ import annotations

import pytest

from archestra_ops.http.limits import Limits, size


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 bytes"),
        (1023, "1023 bytes"),
        (1024, "1 KiB"),
        (1536, "1.5 KiB"),
        (256 * 2**20, "256 MiB"),
        (3 * 2**30, "3 GiB"),
    ],
)
def test_sizes_read_as_people_write_them(count, words) -> None:
    assert size(count) == words


def test_the_default_is_what_the_documentation_promises() -> None:
    assert Limits() == Limits(seconds=10.0, max_bytes=268_435_456, max_ratio=200)
