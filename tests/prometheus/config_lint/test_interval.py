from __future__ import annotations

import pytest

from archestra_ops.prometheus.config_lint import interval


@pytest.mark.parametrize(
    "text",
    [
        "scrape_configs: [{job_name: a, scrape_interval: 15s, scrape_timeout: 15s}]",
        "scrape_configs: [{job_name: a, scrape_timeout: 1m}]",
        "scrape_configs: [{job_name: a, scrape_interval: 5s}]",
        "scrape_configs: [{job_name: a, scrape_interval: 0, scrape_timeout: 30s}]",
        "{global: {scrape_interval: 2m}, scrape_configs: [{job_name: a, scrape_timeout: 90s}]}",
        "{global: {scrape_interval: 10s, scrape_timeout: 10s, evaluation_interval: 1h30m}}",
    ],
)
def test_a_scrape_that_ends_before_the_next_is_fine(said, text) -> None:
    assert said(interval.find, text) == []


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        (
            "scrape_configs:\n- job_name: a\n  scrape_interval: 15",
            3,
            "'scrape_interval' of job 'a': '15' is not a duration",
            "give a unit: 15s is seconds, 15m is minutes",
        ),
        (
            "global:\n  evaluation_interval: 1.5m",
            2,
            "'evaluation_interval' of 'global': '1.5m' is not a duration",
            "give a whole number and a unit, as in 15s, 1m or 1h30m",
        ),
        (
            "scrape_configs:\n- job_name: a\n  scrape_interval: ''",
            3,
            "'scrape_interval' of job 'a': '' is not a duration",
            "give a whole number and a unit, as in 15s, 1m or 1h30m",
        ),
        (
            "scrape_configs:\n- job_name: a\n  scrape_interval: 15s\n  scrape_timeout: 20s",
            4,
            "job 'a' waits 20s for a scrape, longer than its interval of 15s",
            "set 'scrape_timeout' to at most 15s",
        ),
        (
            "scrape_configs:\n- job_name: a\n  scrape_timeout: 61s",
            3,
            "job 'a' waits 61s for a scrape, longer than its interval of 1m",
            "set 'scrape_timeout' to at most 1m",
        ),
        (
            "global: {scrape_interval: 5s}\nscrape_configs:\n- job_name: a\n  scrape_timeout: 6s",
            4,
            "job 'a' waits 6s for a scrape, longer than its interval of 5s",
            "set 'scrape_timeout' to at most 5s",
        ),
        (
            "global:\n  scrape_timeout: 2m",
            2,
            "'global' waits 2m for a scrape, longer than its interval of 1m",
            "set 'scrape_timeout' to at most 1m",
        ),
    ],
)
def test_what_is_wrong_is_named(said, text, line, message, hint) -> None:
    assert said(interval.find, text) == [("error", line, message, hint)]
