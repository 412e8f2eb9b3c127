from __future__ import annotations

from collections.abc import Mapping

import pytest
import yaml

from archestra_ops import packs
from archestra_ops.prometheus.scrape import Cluster, ScrapeRequest, render
from tests.prometheus.scrape.requests import FIXTURES, HOSTILE, a_request

FIELDS = yaml.safe_load((FIXTURES / "operator.yaml").read_text("utf-8"))
VERSIONS = {
    "ServiceMonitor": "monitoring.coreos.com/v1",
    "PodMonitor": "monitoring.coreos.com/v1",
    "ScrapeConfig": "monitoring.coreos.com/v1alpha1",
}
# Which list of fields is under which key, for those that have one.
LISTS = {
    "endpoints": "endpoint",
    "podMetricsEndpoints": "podMetricsEndpoint",
    "staticConfigs": "staticConfig",
    "relabelings": "relabeling",
    "authorization": "authorization",
    "namespaceSelector": "namespaceSelector",
}


def objects(text: str) -> list[dict]:
    return list(yaml.safe_load_all(text))


def unknown(value: object, kind: str) -> list[str]:
    """The fields of *value* that *kind* does not have, and so on below."""
    if isinstance(value, list):
        return [name for entry in value for name in unknown(entry, kind)]
    if not isinstance(value, Mapping):
        return []
    own = [f"{kind}.{name}" for name in value if name not in FIELDS[kind]]
    below = [unknown(entry, LISTS[name]) for name, entry in value.items() if name in LISTS]
    return own + [name for names in below for name in names]


def flaws(one: Mapping) -> list[str]:
    """What the operator's definitions do not allow in the object *one*."""
    kind = one["kind"]
    found = unknown(one["spec"], kind)
    found += [key for key in one if key not in {"apiVersion", "kind", "metadata", "spec"}]
    found += [one["apiVersion"]] if one["apiVersion"] != VERSIONS[kind] else []
    required = {"ServiceMonitor": ["endpoints", "selector"],
                "PodMonitor": ["podMetricsEndpoints", "selector"]}.get(kind, [])  # fmt: skip
    return found + [f"no {name}" for name in required if not one["spec"].get(name)]


def test_web_and_worker() -> None:
    request = a_request(
        "servicemonitor",
        cluster=Cluster(
            namespace="agents",
            monitor_namespace="monitoring",
            operator_labels={"release": "prometheus"},
            credentials_name="archestra-metrics",
            credentials_key="token",
        ),
    )

    web, worker, _ = render(request).split("---\n")

    assert web == (
        "# Archestra, web process.\n"
        'apiVersion: "monitoring.coreos.com/v1"\n'
        'kind: "ServiceMonitor"\n'
        "metadata:\n"
        '  name: "archestra-web"\n'
        '  namespace: "monitoring"\n'
        "  labels:\n"
        '    "release": "prometheus"\n'
        "spec:\n"
        "  namespaceSelector:\n"
        '    matchNames: ["agents"]\n'
        "  selector:\n"
        "    matchLabels:\n"
        '      "app.kubernetes.io/name": "archestra-platform"\n'
        "  endpoints:\n"
        '    - port: "metrics"\n'
        '      path: "/metrics"\n'
        '      interval: "15s"\n'
        '      scrapeTimeout: "10s"\n'
        "      authorization:\n"
        '        type: "Bearer"\n'
        "        # From a Secret beside this object: what ARCHESTRA_METRICS_SECRET is set to.\n"
        "        credentials:\n"
        '          name: "archestra-metrics"\n'
        '          key: "token"\n'
        "      # The operator itself sets `namespace` and `pod`.\n"
        "      relabelings:\n"
        '        - targetLabel: "process"\n'
        '          replacement: "web"\n'
        '        - targetLabel: "job"\n'
        '          replacement: "archestra-web"\n'
    )
    assert worker.startswith(
        "# Archestra, worker process.\n"
        "# It has no Service, so that no ServiceMonitor would find it.\n"
        'apiVersion: "monitoring.coreos.com/v1"\n'
        'kind: "PodMonitor"\n'
    )
    assert (
        "  selector:\n"
        "    matchLabels:\n"
        '      "app.kubernetes.io/name": "archestra-platform-worker"\n'
        "  podMetricsEndpoints:\n"
        '    - port: "backend"\n'
    ) in worker


@pytest.mark.parametrize(
    ("cluster", "namespace", "watched"),
    [
        (Cluster(), None, None),
        (Cluster(namespace="agents"), "agents", None),
        (Cluster(namespace="agents", monitor_namespace="agents"), "agents", None),
        (Cluster(namespace="agents", monitor_namespace="m"), "m", {"matchNames": ["agents"]}),
    ],
)
def test_a_monitor_looks_where_the_platform_is(cluster, namespace, watched) -> None:
    for one in objects(render(a_request("servicemonitor", cluster=cluster))):
        assert one["metadata"].get("namespace") == namespace
        assert one["spec"].get("namespaceSelector") == watched


@pytest.mark.parametrize(
    ("home", "platforms"), [("", None), ("monitoring", {"matchNames": ["platform"]})]
)
def test_what_is_installed_apart_is_looked_for_there(home, platforms) -> None:
    request = ScrapeRequest(
        platform=packs.platform("agyn"),
        form="servicemonitor",
        discovered=frozenset({"openfga", "kube-state-metrics"}),
        cluster=Cluster(namespace="platform", monitor_namespace=home),
    )

    monitors = objects(render(request))

    assert {one["metadata"]["name"]: one["spec"].get("namespaceSelector") for one in monitors} == {
        "agyn-gateway": platforms,
        "agyn-llm-proxy": platforms,
        "openfga": {"matchNames": ["openfga"]},
        "kube-state-metrics": {"any": True},
    }
    assert [flaws(one) for one in monitors] == [[]] * 4


@pytest.mark.parametrize(
    ("provider", "kinds"),
    [
        ("helm", ["ServiceMonitor"]),
        ("otel", ["ScrapeConfig"]),
        ("cloudsql", ["ScrapeConfig"]),
        ("azure", ["ScrapeConfig"] * 6),
    ],
)
def test_postgresql_is_a_monitor_or_outside_of_the_cluster(provider, kinds) -> None:
    found = objects(render(a_request("servicemonitor", provider)))

    assert [one["kind"] for one in found] == ["ServiceMonitor", "PodMonitor", *kinds]


def test_a_port_that_the_service_may_lead_elsewhere_is_named_as_the_containers() -> None:
    request = ScrapeRequest(platform=packs.platform("truefoundry"), form="servicemonitor")

    (gateway,) = objects(render(request))

    (endpoint,) = gateway["spec"]["endpoints"]
    assert (gateway["kind"], endpoint["targetPort"], "port" in endpoint) == (
        "ServiceMonitor",
        "http",
        False,
    )
    assert flaws(gateway) == []


def test_the_renderer_has_a_service() -> None:
    request = a_request("servicemonitor", cluster=Cluster(renderer=True))

    (renderer,) = [
        o for o in objects(render(request)) if o["metadata"]["name"].endswith("renderer")
    ]

    assert renderer["kind"] == "ServiceMonitor"
    assert renderer["spec"]["endpoints"][0]["port"] == "backend"


@pytest.mark.parametrize("form", ["servicemonitor", "scrapeconfig"])
@pytest.mark.parametrize("provider", packs.provider_names())
def test_every_field_is_the_operators(form, provider) -> None:
    cluster = Cluster(
        namespace="agents",
        monitor_namespace="monitoring",
        operator_labels={"release": "prometheus"},
        credentials_name="s",
        renderer=form == "servicemonitor",
    )
    request = a_request(form, provider, cluster=cluster, labels=HOSTILE, scheme="https")

    for one in objects(render(request)):
        assert flaws(one) == []


def test_a_field_that_there_is_not_would_be_seen() -> None:
    web = objects(render(a_request("servicemonitor")))[0]
    web["spec"]["endpoints"][0]["scrapeInterval"] = "1s"
    web["spec"]["namespaceSelector"] = {"names": []}
    del web["spec"]["selector"]

    assert flaws(web) == ["endpoint.scrapeInterval", "namespaceSelector.names", "no selector"]


def test_whatever_a_label_says_stays_data() -> None:
    web = objects(render(a_request("servicemonitor", labels=HOSTILE)))[0]

    rules = web["spec"]["endpoints"][0]["relabelings"]
    assert {rule["targetLabel"]: rule["replacement"].replace("$$", "$") for rule in rules} == {
        "process": "web",
        "job": "archestra-web",
        **HOSTILE,
    }
