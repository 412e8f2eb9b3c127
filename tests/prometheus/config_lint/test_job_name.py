from __future__ import annotations

from archestra_ops.prometheus.config_lint import job_name


def test_names_of_their_own_are_fine(said) -> None:
    assert said(job_name.find, "scrape_configs: [{job_name: a}, {job_name: A}]") == []


def test_a_name_that_is_taken_or_missing_is_named(said) -> None:
    text = """\
        scrape_configs:
          - job_name: archestra-web
          - scheme: http
          - job_name: ''
          - metrics_path: /x
            job_name: archestra-web
        """

    assert said(job_name.find, text) == [
        ("error", 3, "job 2 has no 'job_name'", "give it one"),
        ("error", 4, "job 3 has no 'job_name'", "give it one"),
        (
            "error",
            6,
            "two jobs are named 'archestra-web'",
            "rename this one, or the one in line 2",
        ),
    ]
