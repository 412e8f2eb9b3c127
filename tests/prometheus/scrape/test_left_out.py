"""What a cluster has no working scrape of, or not everybody has: left out, said, and added."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archestra_ops import packs
from archestra_ops.prometheus.scrape import FORMS, ScrapeRequest, notes_on, render
from archestra_ops.prometheus.scrape.jobs import jobs_of
from archestra_ops.prometheus.scrape.left_out import left_out
from tests.prometheus.scrape.requests import a_request

FINDING = ["kubernetes-sd", "servicemonitor", "alloy", "otel-collector"]
SERVICES = [
    ("gateway", "agyn-gateway"),
    ("llm-proxy", "agyn-llm-proxy"),
]
ORCHESTRATOR = (
    "orchestrator is left out: the chart opens no container port and has no Service, so that there "
    "is nothing to scrape; where yours has metrics, add --target orchestrator=HOST:PORT"
)
GRPC = (
    "%s left out: the only container port is 50051, which speaks gRPC, and no scrape over HTTP can "
    "work there; where yours has metrics, add --target %s=HOST:PORT"
)
ALL_GRPC = GRPC % ("runners, tracing, authorization and notifications are", "PROCESS")
OTHERS = "openfga and kube-state-metrics are left out, being optional: add --target PROCESS=pods"
ZITI = "openziti is left out, being optional: add --target openziti=HOST:PORT"
DOUBTFUL = (
    "astromesh: Astromesh 0.40.0 answers 404 to /metrics, whatever its page says: the metrics are "
    "on the Collector's port 8889, once it is sent them"
)
TWICE = (
    "kube-state-metrics: kube-prometheus-stack scrapes it already, and a second scrape doubles "
    "every sum of it: add it only where nothing else scrapes it"
)
HEADING = """\
# orchestrator is left out: the chart opens no container port and has no Service, so that there is
# nothing to scrape; where yours has metrics, add --target orchestrator=HOST:PORT.
# runners, tracing, authorization and notifications are left out: the only container port is
# 50051, which speaks gRPC, and no scrape over HTTP can work there; where yours has metrics, add
# --target PROCESS=HOST:PORT.
# openfga and kube-state-metrics are left out, being optional: add --target PROCESS=pods.
# openziti is left out, being optional: add --target openziti=HOST:PORT.
"""


# What these tests tell of, whatever else the pack has.
PROCESSES = (
    "gateway", "llm-proxy", "orchestrator", "runners", "tracing", "authorization", "notifications",
    "openfga", "openziti", "kube-state-metrics",
)  # fmt: skip


def agyn(form: str, **more) -> ScrapeRequest:
    platform = packs.platform("agyn")
    processes = {name: platform.processes[name] for name in PROCESSES}
    return ScrapeRequest(platform=replace(platform, processes=processes), form=form, **more)


@pytest.mark.parametrize("form", FINDING)
def test_only_what_a_scrape_can_reach_has_a_job_in_a_cluster(form) -> None:
    request = agyn(form)

    assert [(job.part, job.name) for job in jobs_of(request)] == SERVICES
    assert list(left_out(request)) == [ORCHESTRATOR, ALL_GRPC, OTHERS, ZITI]
    assert set(left_out(request)) <= set(notes_on(request))


@pytest.mark.parametrize("form", FINDING)
def test_the_file_says_so_itself(form) -> None:
    said = HEADING.replace("# ", "// ") if form == "alloy" else HEADING

    assert render(agyn(form)).startswith(said)


@pytest.mark.parametrize("form", ["prometheus", "scrapeconfig"])
def test_where_targets_are_named_every_service_has_a_job(form) -> None:
    assert len(jobs_of(agyn(form))) == 7
    assert list(left_out(agyn(form))) == []
    assert "left out" not in render(agyn(form))


@pytest.mark.parametrize("form", FINDING)
def test_what_is_named_is_scraped_beside_what_is_found(form) -> None:
    targets = {"tracing": ("t:8080",), "openfga": ("o:2112",), "openziti": ("z:10004",)}

    request = agyn(form, targets=targets)

    assert {job.part: job.targets for job in jobs_of(request)} == {
        "gateway": (),
        "llm-proxy": (),
        **targets,
    }
    three = GRPC % ("runners, authorization and notifications are", "PROCESS")
    last = "kube-state-metrics is left out, being optional: add --target kube-state-metrics=pods"
    assert list(left_out(request)) == [ORCHESTRATOR, three, last]


@pytest.mark.parametrize("form", FINDING)
def test_what_is_optional_is_looked_for_where_it_is_asked_for(form) -> None:
    request = agyn(form, discovered=frozenset({"openfga", "kube-state-metrics"}))

    found = {job.part: job.namespace for job in jobs_of(request) if job.workload}

    assert found == {"gateway": "", "llm-proxy": "", "openfga": "openfga", "kube-state-metrics": ""}
    assert [note for note in notes_on(request) if "looked for in the" in note or note == TWICE] == [
        TWICE,
        "openfga is looked for in the namespace 'openfga'",
    ]
    assert "kube-state-metrics is looked for in every namespace" in notes_on(request)
    assert list(left_out(request)) == [ORCHESTRATOR, ALL_GRPC, ZITI]


def test_what_monitoring_scrapes_already_is_said_of_a_target_in_a_cluster_too() -> None:
    targets = {"kube-state-metrics": ("k:8080",)}

    assert TWICE in notes_on(agyn("servicemonitor", targets=targets))
    assert TWICE not in notes_on(agyn("prometheus", targets=targets))


@pytest.mark.parametrize("form", FORMS)
def test_a_page_that_no_release_serves_is_doubted(form) -> None:
    documented, live = (
        ScrapeRequest(platform=packs.platform("astromesh", profile), form=form)
        for profile in ("documented", "otlp")
    )

    assert DOUBTFUL in notes_on(documented)
    assert "Astromesh 0.40.0 answers 404" in render(documented)
    assert DOUBTFUL not in notes_on(live)
    assert "404" not in render(live)


@pytest.mark.parametrize("form", FORMS)
def test_a_platform_of_which_all_is_found_has_no_heading(form) -> None:
    assert "left out" not in render(a_request(form))
