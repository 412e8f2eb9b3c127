from __future__ import annotations

import re

import pytest
import yaml

from archestra_ops import packs
from archestra_ops.prometheus.scrape import Cluster, ScrapeRequest, render
from tests.prometheus.scrape.requests import FIXTURES, HOSTILE, a_request

FIELDS = yaml.safe_load((FIXTURES / "alloy.yaml").read_text("utf-8"))
TOKENS = re.compile(
    r'(?P<comment>//[^\n]*)|(?P<text>"(?:[^"\\\n]|\\.)*")|(?P<name>[A-Za-z_][\w.]*)'
    r"|(?P<sign>[{}\[\]=,])|(?P<space>\s+)|(?P<other>.)"
)


def tokens(text: str) -> list[tuple[str, str]]:
    """The words of *text*, each with its kind, without comments and spaces."""
    found = [(str(match.lastgroup), match[0]) for match in TOKENS.finditer(text)]
    return [pair for pair in found if pair[0] not in ("comment", "space")]


def flaws(text: str) -> list[str]:
    """What is no component, block or argument of Alloy, and brackets that do not close."""
    words = tokens(text)
    found = [word for kind, word in words if kind == "other"]
    path: list[str] = []
    for index, (kind, word) in enumerate(words):
        before = words[index - 1][1] if index else ""
        if word == "{":
            # A block follows a name, or its component's label; a value follows something else.
            labelled = words[index - 1][0] == "text"
            opener = words[index - 2 if labelled else index - 1]
            is_block = opener[0] == "name" and before not in ("=", ",", "[")
            path.append(opener[1] if is_block else "")
        elif word == "}":
            path.pop()
        elif kind == "name" and words[index + 1][1] == "=" and path:
            found += [] if word in FIELDS["/".join(path)] else ["/".join([*path, word])]
    blocks = re.findall(r"^([a-z][a-z._]+) \"", text, re.MULTILINE)
    return found + [name for name in blocks if name not in FIELDS] + path


def block(text: str, start: str) -> str:
    """The block of *text* that begins with *start*."""
    return text[text.index(start) :].partition("\n}\n")[0] + "\n}\n"


def test_the_worker_is_found_scraped_and_sent_on() -> None:
    text = render(
        a_request(
            "alloy",
            remote_write="http://mimir:9009/api/v1/push",
            credentials_file="/etc/alloy/archestra",
            labels={"cluster": "a$b"},
            cluster=Cluster(namespace="agents"),
        )
    )

    assert text.startswith(
        "// For Grafana Alloy.\n"
        'prometheus.remote_write "default" {\n'
        "  endpoint {\n"
        '    url = "http://mimir:9009/api/v1/push"\n'
        "    // Else the links from metrics to traces end here.\n"
        "    send_exemplars = true\n"
        "  }\n"
        "}\n"
        "\n"
        'discovery.kubernetes "pods" {\n'
        '  role = "pod"\n'
        "\n"
        "  namespaces {\n"
        '    names = ["agents"]\n'
        "  }\n"
        "}\n"
        "\n"
        "// Archestra, web process.\n"
    )
    relabelling = block(text, 'discovery.relabel "archestra_worker"')
    assert relabelling.startswith(
        'discovery.relabel "archestra_worker" {\n'
        "  targets = discovery.kubernetes.pods.targets\n"
        "\n"
        "  // Its pods, by the labels of the Helm chart.\n"
        "  rule {\n"
        '    source_labels = ["__meta_kubernetes_pod_label_app_kubernetes_io_name"]\n'
        '    regex = "archestra-platform-worker"\n'
        '    action = "keep"\n'
        "  }\n"
    )
    assert relabelling.endswith(
        "  rule {\n"
        '    target_label = "cluster"\n'
        '    replacement = "a$$b"\n'
        "  }\n"
        "}\n"
    )  # fmt: skip
    assert block(text, 'prometheus.scrape "archestra_worker"') == (
        'prometheus.scrape "archestra_worker" {\n'
        "  targets = discovery.relabel.archestra_worker.output\n"
        "  forward_to = [prometheus.remote_write.default.receiver]\n"
        '  job_name = "archestra-worker"\n'
        '  scrape_interval = "15s"\n'
        '  scrape_timeout = "10s"\n'
        "  // Boards read the buckets of classic histograms, also where native ones are scraped.\n"
        "  scrape_classic_histograms = true\n"
        "\n"
        "  authorization {\n"
        "    // The file holds what ARCHESTRA_METRICS_SECRET is set to.\n"
        '    type = "Bearer"\n'
        '    credentials_file = "/etc/alloy/archestra"\n'
        "  }\n"
        "}\n"
    )


def test_named_targets_are_not_looked_for() -> None:
    targets = {"web": ["a:9050", "b:9050"], "worker": ["c:9000"], "helm": ["d:9187"]}

    text = render(a_request("alloy", targets=targets, labels={"cluster": "prod"}))

    assert "discovery." not in text
    assert (
        "  targets = [\n"
        '    {"__address__" = "a:9050", "cluster" = "prod"},\n'
        '    {"__address__" = "b:9050", "cluster" = "prod"},\n'
        "  ]\n"
    ) in block(text, 'prometheus.scrape "archestra_web"')


def test_alloy_has_the_exporter_of_azure_inside() -> None:
    text = render(a_request("alloy", "azure"))

    assert block(text, 'prometheus.exporter.azure "azure_postgres_sizes"') == (
        'prometheus.exporter.azure "azure_postgres_sizes" {\n'
        "  // A placeholder: give the real one.\n"
        '  subscriptions = ["00000000-0000-0000-0000-000000000000"]\n'
        "  metrics = [\n"
        '    "database_size_bytes",\n'
        '    "n_live_tup_user_tables",\n'
        '    "n_dead_tup_user_tables",\n'
        "  ]\n"
        "  metric_aggregations = [\n"
        '    "average",\n'
        '    "maximum",\n'
        "  ]\n"
        '  resource_type = "Microsoft.DBforPostgreSQL/flexibleServers"\n'
        "  // Older releases of Alloy refuse to start with it.\n"
        '  interval = "PT30M"\n'
        '  timespan = "PT1H"\n'
        '  metric_name_template = "azure_{type}_{metric}_{aggregation}_{unit}"\n'
        '  included_dimensions = ["DatabaseName"]\n'
        "}\n"
    )
    assert text.count('interval = "PT1M"') == 4
    scrape = block(text, 'prometheus.scrape "azure_postgres_sizes"')
    assert "targets = discovery.relabel.azure_postgres_sizes.output\n" in scrape
    assert "params" not in scrape
    assert (
        "  targets = prometheus.exporter.azure.azure_postgres_sizes.targets\n"
        "\n"
        "  rule {\n"
        '    target_label = "job"\n'
        '    replacement = "azure-postgres-sizes"\n'
    ) in text


def test_alloy_has_the_exporter_of_cloud_sql_inside() -> None:
    text = render(a_request("alloy", "cloudsql", options={"project": "our-project"}))

    assert block(text, "prometheus.exporter.gcp") == (
        'prometheus.exporter.gcp "cloudsql" {\n'
        '  project_ids = ["our-project"]\n'
        '  metrics_prefixes = ["cloudsql.googleapis.com/database"]\n'
        "}\n"
    )


def test_an_exporter_with_an_address_is_scraped_there() -> None:
    text = render(a_request("alloy", "azure", targets={"azure": ["exporter:8080"]}))

    assert "prometheus.exporter" not in text
    scrape = block(text, 'prometheus.scrape "azure_postgres_limits"')
    assert '  metrics_path = "/probe/metrics/list"\n' in scrape
    assert '    "metric" = ["max_connections"],\n' in scrape


def test_the_exporters_own_name_is_written_out() -> None:
    options = {"name_template": "{name}_{metric}", "name": "pg"}

    text = render(a_request("alloy", "azure", options=options))

    assert '  metric_name_template = "pg_{metric}"\n' in text


@pytest.mark.parametrize("provider", packs.provider_names())
@pytest.mark.parametrize("targets", [{}, {"web": ["a:1"]}])
def test_every_word_is_one_of_alloys(provider, targets) -> None:
    request = a_request(
        "alloy",
        provider,
        targets=targets,
        labels=HOSTILE,
        scheme="https",
        credentials_file='/a "b" \\',
        cluster=Cluster(renderer=not targets),
    )  # fmt: skip

    assert flaws(render(request)) == []


def test_a_word_that_is_none_would_be_seen() -> None:
    text = render(a_request("alloy"))

    wrong = text.replace("job_name", "jobname", 1).replace("regex", "always_regex", 1)
    assert flaws(wrong) == ["discovery.relabel/rule/always_regex", "prometheus.scrape/jobname"]
    assert flaws(text + 'prometheus.scrap "x" {\n') == ["prometheus.scrap", "prometheus.scrap"]


def test_a_label_is_a_string_of_alloy() -> None:
    odd = {"odd": 'a"b\\c\nd\te\x07é\u2028'}

    text = render(a_request("alloy", labels=odd, targets={"web": ["a:1"]}))

    assert '"odd" = "a\\"b\\\\c\\nd\\te\\x07é\u2028"' in text


def test_pods_of_another_namespace_are_found_by_a_component_of_their_own() -> None:
    text = render(
        ScrapeRequest(
            platform=packs.platform("agyn"),
            form="alloy",
            discovered=frozenset({"openfga", "kube-state-metrics"}),
            cluster=Cluster(namespace="platform"),
        )
    )

    assert flaws(text) == []
    assert re.findall(r'discovery\.kubernetes "(\w+)" {\n  role = "pod"\n([^}]*)}', text) == [
        ("pods", '\n  namespaces {\n    names = ["platform"]\n  '),
        ("pods_openfga", '\n  namespaces {\n    names = ["openfga"]\n  '),
        ("pods_anywhere", ""),
    ]
    assert re.findall(r"discovery\.kubernetes\.(\w+)\.targets", text) == [
        "pods",
        "pods",
        "pods_openfga",
        "pods_anywhere",
    ]
