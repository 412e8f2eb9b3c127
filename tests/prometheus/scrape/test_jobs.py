from __future__ import annotations

from dataclasses import replace

import pytest

from archestra_ops import packs
from archestra_ops.errors import OpsError
from archestra_ops.prometheus.scrape import FORMS
from archestra_ops.prometheus.scrape.jobs import jobs_of
from tests.prometheus.scrape.requests import a_request


@pytest.mark.parametrize("provider", packs.provider_names())
def test_jobs_have_the_same_names_in_every_form(provider) -> None:
    named = {form: [job.name for job in jobs_of(a_request(form, provider))] for form in FORMS}

    assert len({tuple(names) for names in named.values()}) == 1


def test_every_exporter_is_asked_as_often_as_it_must_be() -> None:
    for name in packs.provider_names():
        for job in packs.provider(name).jobs:
            assert job.scrape_interval <= (job.longest_interval or job.scrape_interval)
    assert packs.provider("cloudsql").jobs[0].longest_interval == 60


def test_a_platform_without_a_chart_is_not_discovered() -> None:
    platform = packs.platform("archestra")
    unknown = {name: replace(p, kubernetes=None) for name, p in platform.processes.items()}
    request = a_request("kubernetes-sd")

    with pytest.raises(OpsError) as refused:
        jobs_of(replace(request, platform=replace(platform, processes=unknown)))

    assert str(refused.value) == "where a cluster has 'archestra''s web is not known"
