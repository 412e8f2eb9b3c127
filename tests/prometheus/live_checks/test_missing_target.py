from __future__ import annotations

from archestra_ops.prometheus.live_checks import missing_target
from tests.prometheus.live_checks.made import URL, scraped, seen, told


def test_a_worker_and_an_exporter_that_are_not_scraped() -> None:
    assert told(missing_target, seen(targets=(scraped("web"),))) == [
        (
            "error",
            URL,
            "the worker process is not scraped: no target is it",
            "its page is at port 9000, path '/metrics'; `ops scrape-config render` writes the job",
        ),
        (
            "warning",
            URL,
            "the PostgreSQL exporter is not scraped: no target is it",
            (
                "of the provider 'helm' (--postgres-provider) no series is there; "
                "`ops scrape-config render` writes the job"
            ),
        ),
    ]
