from __future__ import annotations

import pytest

from archestra_ops.prometheus.live_checks.wording import counted, listed, spoken


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.4, "less than a second"),
        (1.0, "1 second"),
        (119.0, "1 minute"),
        (7200.0, "2 hours"),
        (90_000.0, "1 day"),
    ],
)
def test_spans(seconds, text) -> None:
    assert spoken(seconds) == text


def test_names_and_numbers() -> None:
    assert listed(["a", "b"]) == "'a', 'b'"
    assert listed(["a", "b", "c"], 1) == "'a' and 2 more"
    assert [counted(1, "rule"), counted(2000, "rule")] == ["1 rule", "2,000 rules"]
