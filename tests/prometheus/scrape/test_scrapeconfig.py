from __future__ import annotations

import yaml

from archestra_ops.prometheus.scrape import Cluster, render
from tests.prometheus.scrape.requests import a_request


def test_targets_outside_of_the_cluster() -> None:
    request = a_request(
        "scrapeconfig",
        targets={"web": ["a:9050", "b:9050"]},
        labels={"cluster": "prod$1"},
        scheme="https",
        cluster=Cluster(
            monitor_namespace="m", operator_labels={"release": "prometheus"}, credentials_name="s"
        ),
    )

    assert render(request).split("---\n")[0] == (
        "# Archestra, web process.\n"
        'apiVersion: "monitoring.coreos.com/v1alpha1"\n'
        'kind: "ScrapeConfig"\n'
        "metadata:\n"
        '  name: "archestra-web"\n'
        '  namespace: "m"\n'
        "  labels:\n"
        '    "release": "prometheus"\n'
        "spec:\n"
        '  jobName: "archestra-web"\n'
        '  scrapeInterval: "15s"\n'
        '  scrapeTimeout: "10s"\n'
        '  metricsPath: "/metrics"\n'
        '  scheme: "HTTPS"\n'
        "  authorization:\n"
        '    type: "Bearer"\n'
        "    # From a Secret beside this object: what ARCHESTRA_METRICS_SECRET is set to.\n"
        "    credentials:\n"
        '      name: "s"\n'
        '      key: "ARCHESTRA_METRICS_SECRET"\n'
        "  staticConfigs:\n"
        "    - targets:\n"
        '        - "a:9050"\n'
        '        - "b:9050"\n'
        "      labels:\n"
        '        "cluster": "prod$1"\n'
    )


def test_azure_is_asked_for_each_grain_by_itself() -> None:
    documents = yaml.safe_load_all(render(a_request("scrapeconfig", "azure")))
    azure = [one["spec"] for one in documents if one["metadata"]["name"].startswith("azure")]

    assert [(spec["jobName"], *spec["params"]["interval"]) for spec in azure] == [
        ("azure-postgres", "PT1M"),
        ("azure-postgres-databases", "PT1M"),
        ("azure-postgres-states", "PT1M"),
        ("azure-postgres-waits", "PT1M"),
        ("azure-postgres-limits", "PT30M"),
        ("azure-postgres-sizes", "PT30M"),
    ]
    assert {spec["metricsPath"] for spec in azure} == {"/probe/metrics/list"}
