from __future__ import annotations

import pytest

from archestra_ops.prometheus.rules.readable import readable


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("plain", "plain"),
        (
            "{{ $labels.provider }} fails {{ $value | humanizePercentage }}",
            "*provider* fails *value*",
        ),
        ("more than {{ 0.05 | humanizePercentage }}", "more than 5 %"),
        ("after {{ 7200 | humanizeDuration }}", "after 2h"),
        ("of {{ 2147483648 | humanize1024 }}B", "of 2GiB"),
        ("of {{ 512 | humanize1024 }}B", "of 512B"),
        ("over {{ 12.5 | humanize }}", "over 12.5"),
        ('{{ printf "%.2f" $value }} USD', "*value* USD"),
        ("{{- $labels.x -}}", "*x*"),
    ],
)
def test_a_template_is_readable_before_there_is_an_alert(text: str, said: str) -> None:
    assert readable(text) == said
