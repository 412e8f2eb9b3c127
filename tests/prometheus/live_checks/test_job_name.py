from __future__ import annotations

from archestra_ops.prometheus.live_checks import job_name
from tests.prometheus.live_checks.made import URL, scraped, seen, told


def test_a_job_that_no_alert_finds_is_told_once() -> None:
    replicas = (scraped("web", job="api", instance="a:1"), scraped("web", job="api"))

    assert told(job_name, seen(targets=replicas)) == [
        (
            "warning",
            URL,
            (
                "alerts do not find the web process by its job 'api', so that nobody is "
                "told when it "
                "goes down"
            ),
            (
                "render the rules with --set availability.web_job='api', or name the job "
                "'archestra-web'"
            ),
        )
    ]


def test_a_job_that_the_pattern_matches() -> None:
    assert told(job_name, seen(targets=(scraped("web", job="monitoring/archestra"),))) == []
