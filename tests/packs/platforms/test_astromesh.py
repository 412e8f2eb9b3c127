"""Astromesh's pack against its sources at 0.40.0, and whether its set-ups hang together."""

from __future__ import annotations

import re

import pytest
import yaml

from archestra_ops import packs
from archestra_ops.packs.model import Platform

OTLP = """
astromesh_agent_runs_total counter agent,status
astromesh_agent_latency_seconds histogram agent
astromesh_llm_calls_total counter provider,model,status
astromesh_llm_latency_seconds histogram provider,model
astromesh_agent_tokens_total counter agent,direction
astromesh_agent_cost_USD_total counter agent,model
astromesh_tool_executions_total counter tool,status
astromesh_agent_egress_bytes_total counter agent,model
target_info gauge telemetry_sdk_language,telemetry_sdk_name,telemetry_sdk_version
"""
DOCUMENTED = """
astromesh_agent_runs_total counter agent_name,pattern,status
astromesh_provider_calls_total counter provider,model,status
astromesh_tool_executions_total counter tool_name,status
astromesh_tokens_used_total counter agent_name,direction
astromesh_agent_latency_seconds histogram agent_name,pattern
astromesh_provider_latency_seconds histogram provider,model
astromesh_active_sessions gauge agent_name
"""
# The defaults of OpenTelemetry's SDK, which are meant for milliseconds, and of prometheus_client.
SDK = (0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10000)
CLIENT = (0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10)

REAL_SPANS = {
    "agent.run", "memory_build", "rag_build", "prompt_render", "llm.complete", "tool.call",
    "orchestration", "memory_persist", "workflow.run", "step.{step}",
}  # fmt: skip
DOCUMENTED_SPANS = {"agent.run.{agent}", "provider.call.{provider}", "tool.execute.{tool}"}


@pytest.fixture(scope="module")
def otlp() -> Platform:
    return packs.platform("astromesh")


@pytest.fixture(scope="module")
def documented() -> Platform:
    return packs.platform("astromesh", "documented")


def text_of(pack: Platform, name: str):
    (found,) = [one for one in pack.setup if one.name == name]
    return yaml.safe_load(found.text)


@pytest.mark.parametrize(("profile", "table"), [("otlp", OTLP), ("documented", DOCUMENTED)])
def test_the_metrics_and_labels_of_each_set(profile: str, table: str) -> None:
    pack = packs.platform("astromesh", profile)
    found = {f"{m.name} {m.type} {','.join(m.labels)}" for m in pack.metrics.values()}
    assert found == set(table.strip().splitlines())


def test_bounds_are_those_that_each_library_has(otlp: Platform, documented: Platform) -> None:
    for pack, bounds in ((otlp, SDK), (documented, CLIENT)):
        histograms = [m for m in pack.metrics.values() if m.type == "histogram"]
        assert [m.buckets for m in histograms] == [bounds, bounds]


def test_the_live_set_closes_its_statuses_and_the_documented_one_does_not(
    otlp: Platform, documented: Platform
) -> None:
    live, free = (p.metrics["astromesh_agent_runs_total"] for p in (otlp, documented))
    assert otlp.values_of(live, "status") == ("ok", "error", "unset")
    assert documented.values_of(free, "status") is None


def test_nobody_has_seen_the_documented_set(otlp: Platform, documented: Platform) -> None:
    assert otlp.unseen == frozenset()
    assert documented.unseen == set(documented.metrics)
    assert all(m.instead and m.documented for m in documented.metrics.values())
    # A runtime pushes after runs only, and a Collector forgets: absent is not down.
    assert all(m.only_while for m in otlp.metrics.values())


def test_where_the_metrics_are(otlp: Platform, documented: Platform) -> None:
    assert otlp.profile == "otlp"
    where = [(n, p.job, p.port, p.path) for n, p in otlp.processes.items()]
    assert where == [("collector", "otel-collector", 8889, "/metrics")]
    where = [(n, p.job, p.port, p.path) for n, p in documented.processes.items()]
    assert where == [("astromesh", "astromesh", 8000, "/metrics")]
    assert otlp.page == "text"
    assert not otlp.postgres
    assert {"job", "otel_scope_name", "otel_scope_version"} <= set(otlp.extra_labels)


def test_what_a_runtime_says_of_itself(otlp: Platform) -> None:
    own = {p.path: dict(p.json) for p in otlp.probes if p.process == "astromesh"}
    assert own == {
        "/v1/health": {"status": "ok", "version": ""},
        "/v1/system/doctor": {"healthy": "true"},
        "/v1/metrics/": {"counters": "", "histograms": ""},
        "/v1/traces/?limit=1": {"traces": ""},
    }
    (empty,) = [p for p in otlp.probes if p.path == "/v1/metrics/"]
    assert "always empty" in empty.help


def test_both_sets_of_spans(otlp: Platform) -> None:
    assert otlp.telemetry is not None
    assert otlp.telemetry.services == ("astromesh",)
    assert {s.name for s in otlp.telemetry.spans.values()} == REAL_SPANS | DOCUMENTED_SPANS
    # A failed call has no provider: it is known by the message alone.
    assert "error_message" in otlp.telemetry.spans["llm_complete"].attributes
    assert not otlp.telemetry.played


def test_a_failed_call_has_no_provider(otlp: Platform, documented: Platform) -> None:
    _, failed = otlp.metrics["astromesh_llm_calls_total"].emit
    assert failed.when == {"status": ("error",)}
    assert failed.labels == {"provider": "unknown", "model": "unknown"}
    _, failed = documented.metrics["astromesh_provider_calls_total"].emit
    assert failed.labels == {}


def test_what_no_metric_tells(otlp: Platform) -> None:
    assert [gap.what for gap in otlp.gaps] == [
        "active sessions of a running system",
        "the error rate of one provider or model over OTLP",
        "percentiles of latency over OTLP",
        "runs by orchestration pattern over OTLP",
        "tokens by model",
        "objectives of service",
        "budgets that stop an agent",
        "trees, durations and errors of traces in Tempo or Jaeger",
        "the counters of /v1/metrics/",
        "whether a runtime is alive, from its metrics",
        "which replica of the runtime did it",
        "dashboards of Astromesh's own",
    ]


# --- the set-ups ----------------------------------------------------------------------------------


def pipelines(config: dict) -> dict[str, dict[str, list[str]]]:
    return config["service"]["pipelines"]


def test_the_collector_is_whole(otlp: Platform) -> None:
    config = text_of(otlp, "collector")
    for pipeline in pipelines(config).values():
        for part in ("receivers", "processors", "exporters"):
            assert set(pipeline[part]) <= set(config[part])
    assert config["service"]["extensions"] == list(config["extensions"])
    used = {part: set() for part in ("receivers", "processors", "exporters")}
    for pipeline in pipelines(config).values():
        for part, names in used.items():
            names |= set(pipeline[part])
    assert {part: set(config[part]) for part in used} == used


def test_the_collector_is_where_it_is_scraped_and_asked(otlp: Platform) -> None:
    config, collector = text_of(otlp, "collector"), otlp.processes["collector"]
    assert config["exporters"]["prometheus"]["endpoint"] == f"0.0.0.0:{collector.port}"
    health = config["extensions"]["health_check"]["endpoint"]
    assert health == f"0.0.0.0:{collector.api_port}"
    # gRPC alone is what the runtime speaks.
    grpc = config["receivers"]["otlp"]["protocols"]["grpc"]["endpoint"]
    environment = text_of(otlp, "docker")["services"]["astromesh"]["environment"]
    assert grpc.rpartition(":")[2] == "4317"
    assert environment["OTEL_EXPORTER_OTLP_ENDPOINT"] == "http://otel-collector:4317"


@pytest.mark.parametrize("name", ["collector", "helm"])
def test_the_collector_starts_and_remembers(otlp: Platform, name: str) -> None:
    found = text_of(otlp, name)
    config = found if name == "collector" else found["opentelemetry-collector"]["config"]
    used = {e for pipeline in pipelines(config).values() for e in pipeline["exporters"]}
    assert used == {"prometheus", "debug"}  # `logging` was taken out in 0.111
    assert pipelines(config)["metrics"]["exporters"] == ["prometheus"]
    assert pipelines(config)["traces"]["exporters"] == ["debug"]
    kept = re.fullmatch(r"(\d+)h", config["exporters"]["prometheus"]["metric_expiration"])
    assert kept is not None
    assert int(kept[1]) > 1


@pytest.mark.parametrize("name", ["docker", "helm"])
def test_export_is_switched_on(otlp: Platform, name: str) -> None:
    found = text_of(otlp, name)
    environment = (
        found["services"]["astromesh"]["environment"]
        if name == "docker"
        else found["secrets"]["values"]
    )
    assert environment["ASTROMESH_OTLP_ENABLED"] == "1"


def test_helm_takes_an_image_that_can_export(otlp: Platform) -> None:
    # The chart's own tag is 0.8.0, which is older than the export.
    assert text_of(otlp, "helm")["image"] == {
        "repository": "registry.example.com/astromesh",
        "tag": "0.40.0",
    }


def test_helm_says_that_an_existing_secret_needs_the_key_here_too(otlp: Platform) -> None:
    (text,) = [one.text for one in otlp.setup if one.name == "helm"]
    assert "With an existingSecret keep the key here all the\n" in text


def test_helm_opens_the_port_that_is_scraped(otlp: Platform) -> None:
    values = text_of(otlp, "helm")
    collector = otlp.processes["collector"]
    assert collector.kubernetes is not None
    port = values["opentelemetry-collector"]["ports"][collector.kubernetes.port]
    assert port["enabled"] is True
    assert {port["containerPort"], port["servicePort"]} == {collector.port}
    # What replicas push would overwrite each other's.
    config = values["opentelemetry-collector"]["config"]
    assert "resource/instance" in config["processors"]
    order = pipelines(config)["metrics"]["processors"]
    assert order.index("k8sattributes") < order.index("resource/instance")
    assert values["observability"]["prometheus"]["enabled"] is False  # it leads to a 404


def test_the_collector_is_reached_where_it_is_asked_for_its_health(otlp: Platform) -> None:
    port = otlp.processes["collector"].api_port
    values = text_of(otlp, "helm")["opentelemetry-collector"]
    opened = text_of(otlp, "docker")["services"]["otel-collector"]["ports"]

    for config in (text_of(otlp, "collector"), values["config"]):
        assert config["extensions"]["health_check"]["endpoint"] == f"0.0.0.0:{port}"
        assert config["service"]["extensions"] == ["health_check"]
    assert opened == ["8889:8889", f"{port}:{port}"]
    health = values["ports"]["health"]
    assert (health["enabled"], health["containerPort"], health["servicePort"]) == (True, port, port)


def test_the_doctor_is_understood(otlp: Platform) -> None:
    module = text_of(otlp, "doctor")["modules"]["astromesh_doctor"]["http"]
    (pattern,) = module["fail_if_body_not_matches_regexp"]
    (probe,) = [p for p in otlp.probes if p.path == "/v1/system/doctor"]
    assert re.search(pattern, probe.answer)
    assert not re.search(pattern, probe.answer.replace("true", "false"))
