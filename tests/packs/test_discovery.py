from __future__ import annotations

import pytest

from archestra_ops import packs
from archestra_ops.packs.configure import configure


def test_the_chart_has_a_service_for_all_but_the_worker() -> None:
    archestra = packs.platform("archestra")
    parts = archestra.processes | archestra.side_processes

    assert {name: part.kubernetes.port for name, part in parts.items()} == {
        "web": "metrics",
        "worker": "backend",
        "renderer": "backend",
    }
    assert [name for name, part in parts.items() if not part.kubernetes.service] == ["worker"]


def test_only_the_charts_own_postgresql_is_in_the_cluster() -> None:
    found = [name for name in packs.provider_names() if packs.provider(name).kubernetes]

    assert found == ["helm"]


@pytest.mark.parametrize(
    ("options", "flags"),
    [
        (
            {},
            [
                "--google.project-ids=your-project",
                "--monitoring.metrics-prefixes=cloudsql.googleapis.com/database",
            ],
        ),
        (
            {"project": "ours", "delta_mode": "counter"},
            [
                "--google.project-ids=ours",
                "--monitoring.metrics-prefixes=cloudsql.googleapis.com/database",
                "--monitoring.aggregate-deltas",
                "--monitoring.aggregate-deltas-ttl=30m",
            ],
        ),
    ],
)
def test_flags_follow_the_options(options, flags) -> None:
    assert list(configure(packs.provider("cloudsql"), options).flags) == flags


def test_placeholders_go_when_the_real_one_is_given() -> None:
    cloud_sql = packs.provider("cloudsql")

    assert cloud_sql.placeholders == ("project",)
    assert configure(cloud_sql, {"project": "ours"}).placeholders == ()
    assert packs.provider("azure").placeholders == ("subscription",)
    assert packs.provider("helm").placeholders == ()


def test_alloys_components_take_what_the_jobs_ask_for() -> None:
    azure = packs.provider("azure")
    told = azure.alloy
    params = {*told.lists.values(), *told.texts.values(), *told.first_words.values()}

    for job in azure.jobs:
        assert params - set(job.params) <= {"metricFilter"}
        assert set(job.params) - params == {"name"}
    assert [name for name in packs.provider_names() if packs.provider(name).alloy] == [
        "azure",
        "cloudsql",
    ]


def test_what_a_receiver_must_be_told_is_its_own_settings() -> None:
    otel = packs.provider("otel")
    told = [name for _, names in otel.opt_in_metrics for name in names]

    assert otel.receiver == "postgresql"
    assert len(told) == len(set(told)) == 10
    for name, setting in otel.settings.items():
        assert bool(setting.receiver_metrics) is ("postgresql receiver" in setting.where), name
    assert packs.provider("helm").opt_in_metrics == (("", ()),) * len(
        {one.needs for one in packs.provider("helm").signals.values() if one.needs}
    )
