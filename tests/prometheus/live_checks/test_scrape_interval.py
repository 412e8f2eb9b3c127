from __future__ import annotations

from dataclasses import replace

import pytest

from archestra_ops import packs
from archestra_ops.prometheus.live_checks import scrape_interval
from tests.prometheus.live_checks.made import AIM, scraped, seen, told

HINT = "set 'scrape_interval' to at most 2m30s"


@pytest.mark.parametrize(
    ("interval", "severity", "message"),
    [
        (
            600.0,
            "error",
            (
                "its scrape interval of 10m is a window of our rules: it holds one sample, "
                "and rate() "
                "needs two"
            ),
        ),
        (
            301.0,
            "error",
            (
                "its scrape interval of 5m1s leaves one sample in our rules' window of 10m, "
                "and rate() "
                "needs two"
            ),
        ),
        (
            151.0,
            "warning",
            (
                "its scrape interval of 2m31s leaves hardly a sample in our rules' window "
                "of 10m once "
                "a scrape fails"
            ),
        ),
    ],
)
def test_intervals_that_are_too_long(interval, severity, message) -> None:
    targets = (scraped("web", interval=interval),)

    assert told(scrape_interval, seen(targets=targets)) == [
        (severity, "archestra-web web:9050", message, HINT)
    ]


@pytest.mark.parametrize("interval", [0.0, 1.0, 150.0])
def test_intervals_that_are_fine(interval) -> None:
    assert told(scrape_interval, seen(targets=(scraped("web", interval=interval),))) == []


def test_without_rules_there_is_no_window() -> None:
    of = seen(aim=replace(AIM, groups=()), targets=(scraped("web", interval=600.0),))

    assert told(scrape_interval, of) == []


def test_an_exporter_that_tells_the_newest_point_alone() -> None:
    aim = replace(AIM, provider=packs.provider("cloudsql"))
    slow = scraped("postgres", job="cloudsql", interval=120.0)

    assert told(scrape_interval, seen(aim=aim, targets=(slow,))) == [
        (
            "warning",
            "cloudsql postgres:9050",
            "its scrape interval of 2m loses points: the exporter gives out the newest alone",
            "set 'scrape_interval' to at most 1m",
        )
    ]
