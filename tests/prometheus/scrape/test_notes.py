from __future__ import annotations

import pytest

from archestra_ops.prometheus.scrape import notes_on
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
