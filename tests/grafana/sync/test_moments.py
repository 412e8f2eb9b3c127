from __future__ import annotations

import pytest

from archestra_ops.grafana.sync.moments import moment


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026-01-15T12:00:59Z", "2026-01-15 12:00 UTC"),
        ("2026-01-15T12:00:00+02:00", "2026-01-15 10:00 UTC"),
        ("2026-01-15T12:00:00.123456789Z", "2026-01-15 12:00 UTC"),
        ("2026-01-15T12:00:00", "2026-01-15 12:00 UTC"),
        ("yesterday", "yesterday"),
        ("", ""),
    ],
)
def test_moments_are_told_in_utc_to_the_minute(text: str, said: str) -> None:
    assert moment(text) == said
