from __future__ import annotations

import pytest

from archestra_ops import packs
from archestra_ops.packs.bound import for_platform, jobs_for
from archestra_ops.packs.configure import configure
from archestra_ops.packs.provider import Job
from archestra_ops.packs.scenario import Change, Scenario
from archestra_ops.packs.series import series_of
from archestra_ops.packs.traffic import Emit
from tests.packs import files

JOB = """
[[jobs]]
name = "$platform-pg"
port = 1
scrape_interval = 30
scrape_timeout = 10
"""
MORE = """
[constants]
owner = "$platform"
[rows]
databases = [{ owner = "$platform-app", share = 0.5 }]
[metrics.a_size]
type = "gauge"
help = "size"
unit = "bytes"
labels = ["owner"]
emit = [{ each = "databases", level = 2 }, { level = 3 }, { labels = { owner = "of $platform" } }]
[scenarios.full]
help = "it is full"
[[scenarios.full.changes]]
metric = "a_size"
where = { owner = ["$platform", "$platform-app"] }
level = 1
[[scenarios.full.changes]]
metric = "a_size"
where = { owner = "$platform" }
grows = 1
"""


def test_jobs_and_series_have_the_name_of_the_platform(tmp_path) -> None:
    text = files.PROVIDER.replace("jobs = []", JOB) + MORE
    pack = files.provider(tmp_path, text, instead_of=files.PROVIDER)

    bound = for_platform(pack, "agyn")

    assert (bound.platform, bound.name, bound.title) == ("agyn", "a", "A")
    job = Job(name="agyn-pg", port=1, scrape_interval=30, scrape_timeout=10)
    assert bound.jobs == jobs_for(pack, "agyn") == (job,)
    assert bound.constants == {"owner": "agyn"}
    assert bound.rows == {"databases": ({"owner": "agyn-app", "share": 0.5},)}
    assert bound.metrics["a_size"].emit[2] == Emit(labels={"owner": "of agyn"})
    assert [one["owner"] for one in series_of(bound, bound.metrics["a_size"])] == [
        "agyn-app",
        "agyn",
        "of agyn",
    ]
    assert bound.scenarios["full"] == Scenario(
        help="it is full",
        changes=(
            Change(metric="a_size", where={"owner": ("agyn", "agyn-app")}, level=1),
            Change(metric="a_size", where={"owner": "agyn"}, grows=1),
        ),
    )
    # The pack itself stays as it is, for the next platform.
    assert pack.jobs[0].name == "$platform-pg"


@pytest.mark.parametrize("name", packs.provider_names())
def test_nothing_else_differs_between_two_platforms(name) -> None:
    one, other = (for_platform(packs.provider(name), of) for of in ("first", "second"))

    assert one != other
    assert str(one).replace("first", "second") == str(other).replace("first", "second")
    assert "$platform" not in str(one)
    assert one.signals == packs.provider(name).signals


def test_it_follows_the_options() -> None:
    renamed = configure(packs.provider("azure"), {"name_template": "{name}"})

    bound = for_platform(renamed, "agyn")

    assert list(bound.metrics) == ["azurerm_resource_metric"]
    assert bound.chosen == {"name_template": "{name}"}
    assert bound.constants["resourceName"] == "agyn-db"


def test_the_job_beside_the_helm_chart_is_the_platforms() -> None:
    helm = packs.provider("helm")

    assert [job.name for job in jobs_for(helm, "archestra")] == ["archestra-postgres"]
    assert [job.name for job in jobs_for(helm, "agyn")] == ["agyn-postgres"]
