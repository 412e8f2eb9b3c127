from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archestra_ops.errors import OpsError
from archestra_ops.prometheus import duration


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0.0),
        ("0s", 0.0),
        ("15s", 15.0),
        ("500ms", 0.5),
        ("1m30s", 90.0),
        ("1y2w3d4h5m6s7ms", 33_019_506.007),
        ("007s", 7.0),
        ("292y", 9_208_512_000.0),
    ],
)
def test_what_prometheus_reads_is_read(text, seconds) -> None:
    assert duration.seconds(text) == seconds


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("15", "'15' is not a duration", "give a unit: 15s is seconds, 15m is minutes"),
        ("", "'' is not a duration", "give a whole number and a unit, as in 15s, 1m or 1h30m"),
        ("5q", "'5q' is not a duration", "give a whole number and a unit, as in 15s, 1m or 1h30m"),
        *(
            (
                wrong,
                f"{wrong!r} is not a duration",
                "give a whole number and a unit, as in 15s, 1m or 1h30m",
            )
            for wrong in ("-1s", "1.5s", "1s1m", "1s1s", "15s ", "15s\n", "1 s", "1S", "٣s", "s")
        ),
        ("293y", "the duration '293y' is too long", "give less than 290 years"),
        (
            "9" * 5000 + "s",
            f"the duration '{'9' * 40}' is too long",
            "give less than 290 years",
        ),
    ],
)
def test_what_prometheus_refuses_is_refused(text, message, hint) -> None:
    with pytest.raises(OpsError) as refused:
        duration.seconds(text)

    assert (str(refused.value), refused.value.hint) == (message, hint)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0s"), (15, "15s"), (60, "1m"), (90.5, "1m30s500ms"), (0.001, "1ms"), (90_000, "25h")],
)
def test_seconds_are_written_as_prometheus_writes_them(seconds, text) -> None:
    assert duration.text(seconds) == text


@given(st.integers(0, 10**12))
def test_what_is_written_reads_back(milliseconds) -> None:
    assert duration.seconds(duration.text(milliseconds / 1000)) == milliseconds / 1000
