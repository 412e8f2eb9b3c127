from __future__ import annotations

from dataclasses import replace

import pytest

from archestra_ops import packs
from archestra_ops.prometheus.live_checks import missing_target
from tests.prometheus.live_checks.made import AIM, URL, scraped, seen, told


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


@pytest.mark.usefixtures("alerts")
def test_of_another_platform_only_what_everybody_has_is_missed() -> None:
    aim = replace(AIM, platform=packs.platform("gate"), groups=(), jobs={})

    assert aim.parts == ("gate",)
    assert [message for _, _, message, _ in told(missing_target, seen(aim=aim, targets=()))] == [
        "the gate is not scraped: no target is it"
    ]
