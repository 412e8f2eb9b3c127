from __future__ import annotations

from archestra_ops.prometheus.live_checks import wrong_page
from tests.prometheus.live_checks.made import scraped, seen, told


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
