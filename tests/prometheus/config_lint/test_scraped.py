from __future__ import annotations

import pytest

from archestra_ops.prometheus.config_lint.scraped import may_have_more, targets
from tests.prometheus.config_lint.jobs import ANNOTATED, PODS_OF_WEB, WEB, config, pods

NAMESPACE = "__meta_kubernetes_namespace"
PORT = "__meta_kubernetes_pod_container_port_name"


def test_a_named_target_has_its_jobs_labels(watching) -> None:
    text = """\
    scrape_configs:
    - job_name: a
      metrics_path: /m
      params: {x: [y, z]}
      static_configs:
      - targets: ["host"]
        labels: {cluster: prod}
    """

    (target,) = targets(watching(text))

    assert (target.address, target.port, target.path, target.line) == ("host", 0, "/m", 6)
    assert target.labels == {"job": "a", "instance": "host", "cluster": "prod"}
    assert target.params == {("__param_x", "y"), ("x", "z")}
    assert (target.pod, target.within) == (None, {})


def test_a_discovered_target_is_its_pods(watching) -> None:
    (target,) = targets(watching(config(PODS_OF_WEB)))

    assert (target.pod.owner, target.port) == ("web", 9050)
    assert target.labels == {"job": "archestra-web", "instance": target.address, "pod": "any"}


@pytest.mark.parametrize(
    ("rule", "within"),
    [
        (f"{{source_labels: [{NAMESPACE}], regex: prod, action: keep}}", {NAMESPACE: "prod"}),
        (f"{{source_labels: [{NAMESPACE}], regex: test, action: drop}}", {}),
        (
            f"{{source_labels: [{NAMESPACE}, {PORT}], regex: prod;metrics, action: keep}}",
            {NAMESPACE: "prod"},
        ),
        (
            f"{{source_labels: [{NAMESPACE}, {PORT}], separator: '', regex: xm, action: keep}}",
            {},
        ),
        (f"{{source_labels: [{NAMESPACE}, {PORT}], regex: (prod;metrics|x), action: keep}}", {}),
    ],
)  # fmt: skip
def test_any_namespace_may_be_the_platforms(watching, rule, within) -> None:
    text = config(pods("a", "archestra-platform", "metrics", f"  - {rule}\n"))

    assert [target.within for target in targets(watching(text))] == [within]


def test_a_rule_on_what_is_known_decides(watching) -> None:
    rule = f"  - {{source_labels: [{NAMESPACE}, {PORT}], regex: prod;backend, action: keep}}\n"
    text = config(pods("a", "archestra-platform", "metrics", rule))

    assert list(targets(watching(text))) == []


def test_a_share_of_the_targets_may_have_the_platforms(watching) -> None:
    share = (
        "  - {source_labels: [__address__], modulus: 7, target_label: __hash, action: hashmod}\n"
        "  - {source_labels: [__hash], regex: %d, action: keep}\n"
    )

    for number in range(7):
        text = config(pods("a", "archestra-platform", "metrics", share % number))
        assert len(list(targets(watching(text)))) == 1


def test_annotations_are_there_where_they_are_supposed(watching) -> None:
    config_ = watching(config(ANNOTATED))

    assert list(targets(config_)) == []
    assert {t.pod.owner: t.port for t in targets(config_, annotated=True)} == {
        "web": 9050,
        "worker": 9000,
        "PostgreSQL": 9187,
    }


@pytest.mark.parametrize(
    ("text", "more"),
    [
        (config(WEB, PODS_OF_WEB), False),
        (config("- {job_name: a, file_sd_configs: []}\n"), True),
        ("scrape_config_files: []\n", True),
    ],
)
def test_what_cannot_be_known_is_owned_up_to(watching, text, more) -> None:
    assert may_have_more(watching(text)) is more
