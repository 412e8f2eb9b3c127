from __future__ import annotations

import pytest

from archestra_ops import packs
from archestra_ops.errors import OpsError
from archestra_ops.prometheus.scrape import Cluster, ScrapeRequest, render
from tests.prometheus.scrape.requests import a_request


@pytest.mark.parametrize(
    ("form", "changes", "message", "hint"),
    [
        ("alloi", {}, "no form named 'alloi'", "did you mean 'alloy'?"),
        (
            "kubernetes-sd",
            {"targets": {"web": ["a:1"]}},
            "--as kubernetes-sd finds web by its pods and takes no targets of it",
            "for targets outside of the cluster: --as prometheus, or --as scrapeconfig",
        ),
        (
            "kubernetes-sd",
            {"targets": {"helm": ["a"]}},
            "target 'a' has no port",
            "give host:port, as in localhost:9050",
        ),
        (
            "servicemonitor",
            {"labels": {"pod": "a"}},
            "the label 'pod' is each pod's own with --as servicemonitor",
            "choose another, such as 'cluster'",
        ),
        (
            "alloy",
            {"full": True},
            "--as alloy has no place for --full",
            "only a prometheus.yml can be whole",
        ),
        (
            "servicemonitor",
            {"remote_write": "http://a/b"},
            "--as servicemonitor has no place for --remote-write",
            "the operator's Prometheus has 'remoteWrite' of its own",
        ),
        (
            "scrapeconfig",
            {"credentials_file": "/a"},
            "--as scrapeconfig has no place for --credentials-file",
            "name a Secret instead: --secret-name",
        ),
        (
            "kubernetes-sd",
            {"cluster": Cluster(credentials_name="a")},
            "--as kubernetes-sd has no place for --secret-name",
            "give a --credentials-file instead",
        ),
        (
            "prometheus",
            {"cluster": Cluster(operator_labels={"a": "b"})},
            "--as prometheus has no place for --operator-label",
            "only the operator reads it",
        ),
        (
            "prometheus",
            {"cluster": Cluster(namespace="a")},
            "--as prometheus has no place for --namespace",
            "its targets are named, not discovered",
        ),
        (
            "alloy",
            {"cluster": Cluster(monitor_namespace="a")},
            "--as alloy has no place for --monitor-namespace",
            "only the operator's objects have one",
        ),
        (
            "otel-collector",
            {"cluster": Cluster(renderer=True), "targets": {"web": ["a:1"]}},
            "--as otel-collector has no place for --renderer",
            "it is only found by its pods",
        ),
        (
            "servicemonitor",
            {"cluster": Cluster(monitor_namespace="a")},
            "monitors in a namespace of their own must be told where the platform is",
            "add --namespace",
        ),
        (
            "servicemonitor",
            {"cluster": Cluster(namespace="A b")},
            "'A b' is not a namespace",
            "as kubectl shows it",
        ),
        (
            "servicemonitor",
            {"cluster": Cluster(credentials_name="a", credentials_key="b c")},
            "'b c' is not the key of a Secret",
            "as kubectl shows it",
        ),
        (
            "servicemonitor",
            {"cluster": Cluster(operator_labels={"release": "a b"})},
            "'release=a b' is not a label of Kubernetes",
            "as in release=prometheus",
        ),
        (
            "otel-collector",
            {"remote_write": "http://me:s3cr3t@mimir/api/v1/push"},
            "'http://***@mimir/api/v1/push' is not a URL to write to",
            "as in http://mimir:9009/api/v1/push, without user and password",
        ),
        (
            "prometheus",
            {"remote_write": "mimir:9009"},
            "'mimir:9009' is not a URL to write to",
            "as in http://mimir:9009/api/v1/push, without user and password",
        ),
    ],
)
def test_what_a_form_has_no_place_for_is_refused(form, changes, message, hint) -> None:
    with pytest.raises(OpsError) as refused:
        render(a_request(form, **changes))

    assert (str(refused.value), refused.value.hint) == (message, hint)


@pytest.mark.parametrize(
    ("form", "name", "message", "hint"),
    [
        ("kubernetes-sd", "openfgo", "no process is called 'openfgo'", "did you mean 'openfga'?"),
        (
            "kubernetes-sd",
            "openziti",
            "where a cluster has openziti is not known",
            "give its targets: --target openziti=HOST:PORT",
        ),
        (
            "servicemonitor",
            "tracing",
            (
                "tracing cannot be scraped by its pods: the only container port is 50051, which "
                "speaks gRPC, and no scrape over HTTP can work there"
            ),
            "give its targets: --target tracing=HOST:PORT",
        ),
        (
            "prometheus",
            "openfga",
            "--as prometheus does not look for openfga: its targets are named",
            "give its targets: --target openfga=HOST:PORT",
        ),
        (
            "servicemonitor",
            "kube-state-metrics",
            "kube-state-metrics is looked for, and has targets as well",
            "give one of both",
        ),
    ],
)
def test_what_cannot_be_looked_for_is_refused(form, name, message, hint) -> None:
    request = ScrapeRequest(
        platform=packs.platform("agyn"),
        form=form,
        targets={"kube-state-metrics": ("k:8080",)},
        discovered=frozenset({name}),
    )

    with pytest.raises(OpsError) as refused:
        render(request)

    assert (str(refused.value), refused.value.hint) == (message, hint)
