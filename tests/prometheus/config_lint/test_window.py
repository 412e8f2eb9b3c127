from __future__ import annotations

import re
from pathlib import Path

import pytest

from archestra_ops import shipped
from archestra_ops.prometheus import duration
from archestra_ops.prometheus.config_lint import window
from tests.packs import toys
from tests.prometheus.config_lint.jobs import PODS_OF_WEB, WEB, config, named

GLOBAL = "global:\n  scrape_interval: %s\n"
CLOUD_SQL = "- {job_name: gcp, scrape_interval: %s, static_configs: [{targets: ['gcp:9255']}]}\n"
LIMITS = """\
- job_name: azure-postgres-limits
  scrape_interval: 2m
  metrics_path: /probe/metrics/list
  static_configs: [{targets: ["azure:8080"]}]
"""


def every(job: str, interval: str) -> str:
    return f"{job}  scrape_interval: {interval}\n"


@pytest.mark.parametrize(
    "text",
    [
        config(WEB),
        config(every(WEB, "75s")),
        config(every(PODS_OF_WEB, "15s"), CLOUD_SQL % "1m", LIMITS),
        GLOBAL % "10m" + config(every(WEB, "1m")),
        # Another rule's to judge, and somebody else's job.
        config(every(WEB, "15")),
        GLOBAL % "5m" + config("- {job_name: node, static_configs: [{targets: ['n:9100']}]}\n"),
    ],
)
def test_scrapes_that_are_near_enough_are_fine(said, text) -> None:
    assert said(window.find, text, watched=True) == []


HINT = "set 'scrape_interval' to at most 1m15s"


@pytest.mark.parametrize(
    ("text", "severity", "line", "message", "hint"),
    [
        (
            config(every(WEB, "5m")),
            "error",
            4,
            (
                "job 'archestra-web' scrapes every 5m, which is a window of our alerts: it holds "
                "one "
                "sample, and rate() needs two"
            ),
            HINT,
        ),
        (
            GLOBAL % "10m" + config(PODS_OF_WEB),
            "error",
            2,
            (
                "job 'archestra-web' scrapes every 10m, which is a window of our alerts: it "
                "holds one "
                "sample, and rate() needs two"
            ),
            HINT,
        ),
        (
            config(every(WEB, "3m")),
            "error",
            4,
            (
                "job 'archestra-web' scrapes every 3m: a window of 5m holds one sample, and rate() "
                "needs two"
            ),
            HINT,
        ),
        (
            config(every(WEB, "2m")),
            "warning",
            4,
            (
                "job 'archestra-web' scrapes every 2m: after a failed scrape, a window of 5m has "
                "hardly a sample left"
            ),
            HINT,
        ),
        (
            config(CLOUD_SQL % "2m"),
            "warning",
            2,
            (
                "job 'gcp' scrapes every 2m, and its exporter gives out the newest point alone: "
                "others "
                "are lost"
            ),
            "set 'scrape_interval' to at most 1m",
        ),
    ],
)
def test_scrapes_that_are_too_far_apart_are_named(
    said, text, severity, line, message, hint
) -> None:
    assert said(window.find, text, watched=True) == [(severity, line, message, hint)]


def test_where_nothing_alerts_there_is_no_window(told, tmp_path) -> None:
    with toys.found_at(tmp_path):
        assert (
            told(window.find, "bakery", config(every(named("bakery-oven", "o:7101"), "5m"))) == []
        )


def test_no_window_of_our_alerts_is_shorter() -> None:
    files = sorted(Path(shipped.ALERTS, "archestra").glob("*.yaml"))
    found = {
        duration.seconds(text)
        for file in files
        for text in re.findall(r"\[(\d+[smh])\]", file.read_text("utf-8"))
    }

    assert found
    assert min(found) >= window.WINDOWS[0]
    assert {length for length in found if length <= window.WINDOWS[-1]} <= set(window.WINDOWS)
