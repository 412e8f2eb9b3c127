from __future__ import annotations

import pytest

from tests.prometheus.scrape.requests import a_request


@pytest.mark.parametrize(
    ("form", "targets", "finds"),
    [
        ("prometheus", {}, False),
        ("scrapeconfig", {}, False),
        ("kubernetes-sd", {}, True),
        ("servicemonitor", {"helm": ["a:1"]}, True),
        ("alloy", {}, True),
        ("alloy", {"helm": ["a:1"]}, True),
        ("alloy", {"worker": ["a:1"]}, False),
        ("otel-collector", {"web": ["a:1"]}, False),
    ],
)
def test_pods_are_looked_for_where_nobody_names_them(form, targets, finds) -> None:
    assert a_request(form, targets=targets).is_discovering is finds
