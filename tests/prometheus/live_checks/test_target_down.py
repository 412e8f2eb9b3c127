from __future__ import annotations

from archestra_ops.prometheus.live_checks import target_down
from tests.prometheus.live_checks.made import scraped, seen, told


def test_one_that_is_down_is_explained() -> None:
    error = "server returned HTTP status 401 Unauthorized"
    down = scraped("worker", health="down", error=error, since=7300.0)

    assert told(target_down, seen(targets=(down,))) == [
        (
            "error",
            "archestra-worker worker:9050",
            (
                "the worker process is down for 2 hours: its page wants a bearer token (401); "
                "the scraper says: server returned HTTP status 401 Unauthorized"
            ),
            (
                "give the job the metrics secret under "
                "'authorization', as "
                "`ops scrape-config render` writes it; it is the same for every process"
            ),
        )
    ]


def test_one_whose_error_is_not_known() -> None:
    down = scraped("web", health="down", since=90_000.0, longer=True)

    assert told(target_down, seen(targets=(down,))) == [
        (
            "error",
            "archestra-web web:9050",
            "the web process is down for at least 1 day",
            "what scrapes it knows the error: Prometheus, or an agent that writes here",
        )
    ]


def test_one_that_was_not_scraped_yet() -> None:
    new = scraped("web", health="unknown", since=None)

    assert told(target_down, seen(targets=(new,))) == [
        (
            "warning",
            "archestra-web web:9050",
            "the web process was not scraped yet",
            "try again after the next scrape",
        )
    ]
