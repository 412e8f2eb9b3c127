from __future__ import annotations

import pytest

from archestra_ops.prometheus.live_checks import retention
from tests.prometheus.live_checks.made import URL, seen, told


@pytest.mark.parametrize("kept", ["15d", "15d or 10GiB"])
def test_rules_that_look_back_for_longer(kept) -> None:
    assert told(retention, seen(retention=kept)) == [
        (
            "warning",
            URL,
            (
                f"samples are kept for {kept}, and 1 rule of ours looks back for up to 30 days: "
                "'archestra:budget'"
            ),
            "set --storage.tsdb.retention.time=31d, or ask a storage for the long term",
        )
    ]


@pytest.mark.parametrize("kept", ["30d", "1y or 512MiB", "10GiB", "", "for ever"])
def test_what_is_long_enough_or_not_known(kept) -> None:
    assert told(retention, seen(retention=kept)) == []
