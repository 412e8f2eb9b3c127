from __future__ import annotations

import pytest

from archestra_ops.prometheus.config_lint import no_job

NOTHING = "the file has no scrape job"
HINT = "`ops scrape-config render` writes those of the platform"


@pytest.mark.parametrize(
    "text",
    [
        "scrape_configs: [{job_name: a}]",
        "scrape_config_files: [jobs/*.yml]",
        # These have worse, which the structure says.
        "- job_name: a",
        "scrape_configs: {job_name: a}",
    ],
)
def test_a_job_here_or_elsewhere_is_fine(said, text) -> None:
    assert said(no_job.find, text) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [("", 1), ("global: {}", 1), ("\nscrape_configs:", 2), ("global:\nscrape_configs: []", 2)],
)
def test_a_file_that_scrapes_nothing_is_named(said, text, line) -> None:
    assert said(no_job.find, text) == [("warning", line, NOTHING, HINT)]
