from __future__ import annotations

from archestra_ops.prometheus.config_lint.configuration import Configuration
from archestra_ops.prometheus.document import read


def test_jobs_are_called_by_name_or_by_number() -> None:
    config = Configuration(value=read("scrape_configs: [{job_name: web}, x, {scheme: http}]"))

    assert [job.label for job in config.jobs] == ["job 'web'", "job 3"]


def test_what_messages_name_is_each_job_and_all_else_at_the_top() -> None:
    config = Configuration(value=read("global: {a: b}\nscrape_configs: [{job_name: web}]\nx: y"))

    assert [(name, dict(table.entries)) for name, table in config.holders()][1:] == [
        ("'global'", {"global": config.root.table("global")}),
        ("'x'", {"x": "y"}),
    ]


def test_a_file_that_is_no_table_has_no_jobs() -> None:
    for text in ("", "[]", "x"):
        assert Configuration(value=read(text)).jobs == ()
