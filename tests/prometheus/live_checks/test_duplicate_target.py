from __future__ import annotations

from archestra_ops.prometheus.live_checks import duplicate_target
from tests.prometheus.live_checks.made import NOW, scraped, seen, told

HINT = "drop one of the jobs: every sum over them counts the process as often as it is scraped"


def test_two_jobs_at_one_address() -> None:
    both = (scraped("web"), scraped("web", job="monitoring/archestra"))

    assert told(duplicate_target, seen(targets=both)) == [
        (
            "error",
            "archestra-web web:9050",
            (
                "the web process is scraped 2 times: by 'archestra-web web:9050', "
                "'monitoring/archestra web:9050'"
            ),
            HINT,
        )
    ]


def test_two_jobs_at_two_addresses_of_one_process() -> None:
    both = (
        scraped("web", started=NOW - 5.25),
        scraped("web", job="other", instance="10.0.0.1:9050", started=NOW - 5.25),
    )

    assert told(duplicate_target, seen(targets=both)) == [
        (
            "warning",
            "archestra-web web:9050",
            (
                "'archestra-web web:9050', 'other 10.0.0.1:9050' started in the same "
                "second: they may "
                "be one process, scraped twice"
            ),
            HINT,
        )
    ]


def test_replicas_that_start_together_are_two() -> None:
    both = (scraped("web", instance="a:9050"), scraped("web", instance="b:9050"))

    assert told(duplicate_target, seen(targets=both)) == []


def test_a_pair_of_servers_that_scrape_one_target() -> None:
    assert told(duplicate_target, seen(targets=(scraped("web"), scraped("web")))) == []


def test_without_addresses_nothing_is_the_same() -> None:
    both = (scraped("web", url=""), scraped("web", job="b", instance="b:1", url="", started=0.0))

    assert told(duplicate_target, seen(targets=both)) == []
