from __future__ import annotations

from dataclasses import replace

from archestra_ops import packs
from archestra_ops.prometheus.live_checks import wrong_page
from tests.prometheus.live_checks.made import AIM, scraped, seen, told

AGYN = replace(AIM, platform=packs.platform("agyn"))


def test_a_page_of_another_program() -> None:
    other = scraped("worker", has_page=False)

    assert told(wrong_page, seen(targets=(other,))) == [
        (
            "warning",
            "archestra-worker worker:9050",
            (
                "it is up, and called like the worker process, but has no "
                "'task_queue_stuck_tasks_reset_total', which that always has"
            ),
            (
                "its page is at port 9000, path '/metrics'; an older release has fewer metrics, "
                "see `ops check metrics`"
            ),
        )
    ]


def test_one_that_is_down_has_no_page_at_all() -> None:
    assert told(wrong_page, seen(targets=(scraped("web", has_page=False, health="down"),))) == []


def test_proxies_that_nobody_calls_have_none_beside_one_that_has() -> None:
    idle = scraped("istio", "envoy-stats", has_page=False, instance="idle:15020")
    busy = scraped("istio", "envoy-stats", instance="busy:15020")

    assert told(wrong_page, seen(aim=AGYN, targets=(idle, busy))) == []
    ((severity, subject, message, _),) = told(wrong_page, seen(aim=AGYN, targets=(idle,)))
    assert (severity, subject) == ("warning", "envoy-stats idle:15020")
    assert message == (
        "it is up, and called like Istio's proxies, but has no 'istio_requests_total', which that "
        "has while requests go through the mesh"
    )
