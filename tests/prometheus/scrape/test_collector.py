from __future__ import annotations

import pytest
import yaml

from archestra_ops import packs
from archestra_ops.prometheus import config_lint, promtool
from archestra_ops.prometheus.scrape import Cluster, render
from tests.prometheus.scrape.requests import FIXTURES, HOSTILE, a_request
from tests.prometheus.scrape.test_kubernetes_sd import WATCHED
from tests.servers.programs import require

FIELDS = yaml.safe_load((FIXTURES / "collector.yaml").read_text("utf-8"))


def collector(request) -> dict:
    return yaml.safe_load(render(request))


def undoubled(value: object) -> object:
    """*value* as the collector hands it on: one `$` for two, and nothing filled in."""
    if isinstance(value, dict):
        return {undoubled(key): undoubled(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [undoubled(entry) for entry in value]
    if isinstance(value, str):
        assert "$" not in value.replace("$$", ""), "the collector would fill that in"
        return value.replace("$$", "$")
    return value


def jobs(request) -> list[dict]:
    """The scrape jobs of *request* as Prometheus' own code gets them."""
    return undoubled(collector(request)["receivers"]["prometheus"]["config"]["scrape_configs"])


def test_postgresql_is_read_served_scraped_and_sent_on() -> None:
    request = a_request(
        "otel-collector",
        "otel",
        targets={"web": ["a:9050"], "worker": ["b:9000"], "otel": ["db:5432"]},
        remote_write="http://victoria:8428/api/v1/write",
    )

    text = render(request)

    assert text.partition("        # OpenTelemetry Collector (postgresqlreceiver).\n")[2] == (
        '        - job_name: "otel-collector-postgres"\n'
        '          scrape_interval: "30s"\n'
        '          scrape_timeout: "10s"\n'
        "          static_configs:\n"
        "            - targets:\n"
        '                - "localhost:8889"\n'
        "  # A user that has the role pg_monitor; the password is in the collector's environment.\n"
        "  postgresql:\n"
        '    endpoint: "db:5432"\n'
        '    username: "${env:POSTGRESQL_USERNAME}"\n'
        '    password: "${env:POSTGRESQL_PASSWORD}"\n'
        "    # Without TLS say `insecure: true`.\n"
        "    tls:\n"
        "      insecure: false\n"
        "    metrics:\n"
        "      postgresql.wal.delay: {enabled: true}\n"
        "      # older collectors count updated rows in all but one of tup_*\n"
        "      postgresql.tup_returned: {enabled: true}\n"
        "      postgresql.tup_fetched: {enabled: true}\n"
        "      postgresql.tup_inserted: {enabled: true}\n"
        "      postgresql.tup_updated: {enabled: true}\n"
        "      postgresql.tup_deleted: {enabled: true}\n"
        "      postgresql.deadlocks: {enabled: true}\n"
        "      postgresql.database.locks: {enabled: true}\n"
        "      # older collectors refuse to start with it\n"
        "      postgresql.temp.io: {enabled: true}\n"
        "      postgresql.temp_files: {enabled: true}\n"
        "\n"
        "exporters:\n"
        "  prometheusremotewrite:\n"
        '    endpoint: "http://victoria:8428/api/v1/write"\n'
        "    # Names stay as the pages have them: no `_total` is added to a counter without.\n"
        "    add_metric_suffixes: false\n"
        "  # Only for the prometheus receiver above, which scrapes it.\n"
        "  prometheus:\n"
        '    endpoint: "localhost:8889"\n'
        "    # Names of databases are resource attributes: else databases overwrite each other.\n"
        "    resource_to_telemetry_conversion:\n"
        "      enabled: true\n"
        "\n"
        "service:\n"
        "  pipelines:\n"
        "    metrics:\n"
        '      receivers: ["prometheus"]\n'
        '      exporters: ["prometheusremotewrite"]\n'
        "    metrics/postgresql:\n"
        '      receivers: ["postgresql"]\n'
        '      exporters: ["prometheus"]\n'
    )


def test_each_postgresql_has_a_receiver() -> None:
    document = collector(
        a_request("otel-collector", "otel", targets={"otel": ["a:5432", "b:5433"]})
    )

    receivers = document["receivers"]
    assert receivers["postgresql/1"]["endpoint"] == "a:5432"
    assert receivers["postgresql/2"]["endpoint"] == "b:5433"
    assert document["service"]["pipelines"]["metrics/postgresql"]["receivers"] == [
        "postgresql/1",
        "postgresql/2",
    ]


def test_every_setting_that_a_signal_needs_is_switched_on() -> None:
    otel = packs.provider("otel")
    enabled = collector(a_request("otel-collector", "otel"))["receivers"]["postgresql"]["metrics"]
    settings = {binding.needs for binding in otel.signals.values() if binding.needs}

    assert settings - {n for n in settings if otel.settings[n].receiver_metrics} == {"archiving"}
    for name in settings:
        for metric in otel.settings[name].receiver_metrics:
            assert enabled[metric] == {"enabled": True}


def test_other_providers_need_no_receiver() -> None:
    document = collector(a_request("otel-collector", "helm", targets={"web": ["a:1"]}))

    assert set(document["receivers"]) == {"prometheus"}
    assert set(document["exporters"]) == {"prometheusremotewrite"}
    assert set(document["service"]["pipelines"]) == {"metrics"}
    assert document["exporters"]["prometheusremotewrite"]["endpoint"] == (
        "http://localhost:9090/api/v1/write"
    )


@pytest.mark.parametrize("provider", packs.provider_names())
def test_every_key_is_the_collectors(provider) -> None:
    document = collector(a_request("otel-collector", provider, labels=HOSTILE))

    assert set(document) == {"receivers", "exporters", "service"}
    for part in ("receivers", "exporters"):
        for name, settings in document[part].items():
            if part == "receivers" and name == "prometheus":
                assert set(settings) == {"config"}
                continue
            assert set(settings) <= set(FIELDS[name]), name
            assert set(settings.get("metrics", ())) <= set(FIELDS["metrics"])
    for pipeline in document["service"]["pipelines"].values():
        assert set(pipeline["receivers"]) <= set(document["receivers"])
        assert set(pipeline["exporters"]) <= set(document["exporters"])


@pytest.mark.parametrize("provider", packs.provider_names())
@pytest.mark.parametrize("targets", [{}, {"web": ["a:9050"], "worker": ["b:9000"]}])
def test_its_jobs_are_prometheus_own(provider, targets) -> None:
    require("promtool")
    request = a_request(
        "otel-collector",
        provider,
        targets=targets,
        labels=HOSTILE,
        credentials_file="/etc/$HOME/${x}",
        scheme="https",
        cluster=Cluster(renderer=not targets),
    )
    found = jobs(request)

    text = yaml.safe_dump({"scrape_configs": found}, allow_unicode=True)
    findings = config_lint.check(text, name="f", watched=WATCHED)
    assert [f for f in findings if f.check != "missing-file"] == []
    assert found[0]["authorization"]["credentials_file"] == "/etc/$HOME/${x}"
    if targets:
        assert found[0]["static_configs"][0]["labels"] == HOSTILE
        assert found[0].pop("always_scrape_classic_histograms") is True
        assert found[1].pop("always_scrape_classic_histograms") is True
        promtool.check_config(yaml.safe_dump({"scrape_configs": found}))
