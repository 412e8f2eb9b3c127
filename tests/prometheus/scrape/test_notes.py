from __future__ import annotations

import pytest

from archestra_ops import packs
from archestra_ops.prometheus.scrape import FORMS, ScrapeRequest, notes_on
from tests.prometheus.scrape.requests import a_request

EVERYTHING = {"web": ["a:1"], "worker": ["b:1"], "helm": ["c:1"]}
SENT = "samples are sent to http://localhost:9090/api/v1/write: give --remote-write"
FOUND = "web and worker are looked for in Kubernetes: elsewhere give --web-target, --worker-target"


@pytest.mark.parametrize(
    ("form", "provider", "changes", "notes"),
    [
        (
            "prometheus",
            "helm",
            {},
            [
                ("web, worker and postgres are taken to be on localhost: "
                "give --web-target, --worker-target, --postgres-target")
            ],
        ),
        (
            "prometheus",
            "helm",
            {"targets": {"web": ["a:1"], "helm": ["c:1"]}},
            ["worker is taken to be on localhost: give --worker-target"],
        ),
        ("prometheus", "helm", {"targets": EVERYTHING}, []),
        ("kubernetes-sd", "helm", {}, []),
        (
            "kubernetes-sd",
            "cloudsql",
            {},
            [
                "postgres is taken to be on localhost: give --postgres-target",
                ("'project' is a placeholder: give the real one with "
                "--provider-option project=VALUE"),
            ],
        ),
        # The job alone does not name the project.
        ("prometheus", "cloudsql", {"targets": {**EVERYTHING, "cloudsql": ["g:1"]} }, []),
        ("alloy", "helm", {}, [FOUND, SENT]),
        ("alloy", "helm", {"targets": EVERYTHING, "remote_write": "http://a/b"}, []),
        (
            "alloy",
            "cloudsql",
            {"remote_write": "http://a/b", "options": {"project": "ours-1"}},
            [
                FOUND,
                ("prometheus.exporter.gcp always works as with delta_mode=counter: "
                "build boards and alerts with --provider-option delta_mode=counter"),
            ],
        ),
        (
            "alloy",
            "cloudsql",
            {
                "remote_write": "http://a/b",
                "options": {"project": "ours-1", "delta_mode": "counter"},
            },
            [FOUND],
        ),
        (
            "otel-collector",
            "otel",
            {"remote_write": "http://a/b"},
            ["postgres is taken to be on localhost: give --postgres-target", FOUND],
        ),
    ],
)  # fmt: skip
def test_what_is_taken_for_granted_is_said(form, provider, changes, notes) -> None:
    changes = dict(changes)
    if provider == "cloudsql" and "targets" in changes:
        changes["targets"] = {n: t for n, t in changes["targets"].items() if n != "helm"}

    assert list(notes_on(a_request(form, provider, **changes))) == notes


@pytest.mark.parametrize(
    ("targets", "note"),
    [
        (
            {},
            (
                "gateway, llm-proxy, orchestrator, runners, tracing, authorization and "
                "notifications are taken to be on localhost, 7 of them on port 8080, where only "
                "one can be: give --target PROCESS=HOST:PORT"
            ),
        ),
        (
            {name: ["a:1"] for name in ("gateway", "runners", "tracing", "notifications")},
            (
                "llm-proxy, orchestrator and authorization are taken to be on localhost, 3 of "
                "them on port 8080, where only one can be: give --target PROCESS=HOST:PORT"
            ),
        ),
    ],
)
def test_processes_that_cannot_all_be_on_localhost_are_said_to(targets, note) -> None:
    request = ScrapeRequest(platform=packs.platform("agyn"), targets=targets)

    assert list(notes_on(request)) == [note]


MONITORED = (
    "gateway: its chart has a ServiceMonitor of its own, on by default, that scrapes the same "
    "pods: switch that off (--setup one-monitor), or do not apply this"
)


@pytest.mark.parametrize(
    ("form", "targets", "is_told"),
    [
        ("servicemonitor", {}, True),
        ("kubernetes-sd", {}, True),
        ("alloy", {}, True),
        ("otel-collector", {}, True),
        ("scrapeconfig", {"gateway": ["g:8787"]}, True),
        # Somewhere else, as far as the text knows.
        ("alloy", {"gateway": ["g:8787"]}, False),
        ("otel-collector", {"gateway": ["g:8787"]}, False),
        ("prometheus", {"gateway": ["g:8787"]}, False),
    ],
)
def test_what_a_chart_has_scraped_already_is_said(form, targets, is_told) -> None:
    request = ScrapeRequest(platform=packs.platform("truefoundry"), form=form, targets=targets)

    assert (MONITORED in notes_on(request)) is is_told


@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_said_where_no_chart_has_it_scraped(form) -> None:
    targets = {} if form in ("servicemonitor", "kubernetes-sd") else EVERYTHING

    assert not any("ServiceMonitor" in note for note in notes_on(a_request(form, targets=targets)))
