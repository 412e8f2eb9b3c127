from __future__ import annotations

import re
from typing import Any

import pytest
from typer.main import get_command

from archestra_ops import packs
from archestra_ops.cli import app
from archestra_ops.packs.bound import jobs_for
from archestra_ops.prometheus import amtool, config_lint, promtool
from archestra_ops.stack.images import IMAGES
from archestra_ops.stack.render import render
from tests.servers.programs import require
from tests.stack.stacks import TARGETS, emitting, files, read, request, watching

BOARDS = (
    "agent-sessions",
    "application-metrics",
    "genai-observability",
    "mcp-monitoring",
    "rag-knowledge-base",
)
STACKS = pytest.mark.parametrize("stack", [emitting, watching], ids=["emitting", "watching"])
# https://github.com/compose-spec/compose-spec/blob/main/05-services.md: those that we write.
SERVICE_KEYS = {
    *("image", "build", "command", "environment", "volumes"),
    *("secrets", "ports", "restart", "extra_hosts"),
}


def mounts(service: dict[str, Any]) -> list[list[str]]:
    return [one.split(":") for one in service.get("volumes", ())]


def test_every_file_is_there_and_no_other() -> None:
    boards = [f"grafana/provisioning/dashboards/archestra/{name}.json" for name in BOARDS]

    expected = [
        ".env.example",
        "README.md",
        "alertmanager/alertmanager.yml",
        "compose.yaml",
        "emitter/Dockerfile",
        *boards,
        "grafana/provisioning/dashboards/dashboards.yaml",
        "grafana/provisioning/datasources/datasources.yaml",
        "loki/loki.yaml",
        "otel-collector/config.yaml",
        "prometheus/prometheus.yml",
        "prometheus/rules/archestra.yaml",
        "tempo/tempo.yaml",
    ]
    assert sorted(emitting()) == expected
    assert sorted(watching()) == [name for name in expected if name != "emitter/Dockerfile"]


def test_the_same_request_gives_the_same_bytes() -> None:
    assert files(request()) == emitting()


def test_what_is_left_out_is_told() -> None:
    left = render(request("azure")).left_out

    assert "'Which locks are held?', azure has no locks" in left
    assert "'ArchestraHeapNearLimit' (runtime), 'runtime.heap_limit_bytes' is 0" in left


@pytest.mark.parametrize("provider", packs.provider_names())
def test_every_provider_has_one(provider: str) -> None:
    stack = files(request(provider))

    jobs = {job["job_name"] for job in read(stack, "prometheus/prometheus.yml")["scrape_configs"]}
    expected = {"archestra-web", "archestra-worker", "prometheus"}
    assert jobs == expected | {job.name for job in jobs_for(packs.provider(provider), "archestra")}
    promtool_or_skip(stack)


def promtool_or_skip(stack: dict[str, str]) -> None:
    require("promtool")
    promtool.check_config(stack["prometheus/prometheus.yml"])


@STACKS
def test_what_is_rendered_our_own_check_finds_clean(stack) -> None:
    text = stack()["prometheus/prometheus.yml"]
    watched = config_lint.Watched(
        platform=packs.platform("archestra"), providers=(packs.provider("helm"),)
    )

    found = config_lint.check(text, name="prometheus.yml", watched=watched)
    # The secret is where Prometheus runs, and not here.
    assert {one.check for one in found} == {"missing-file"}
    assert all("'/run/secrets/archestra_metrics_secret'" in one.message for one in found)


@STACKS
def test_amtool_takes_the_routes(stack) -> None:
    require("amtool")

    assert amtool.check_config(stack()["alertmanager/alertmanager.yml"])


@STACKS
def test_compose_has_only_keys_that_there_are(stack) -> None:
    compose = read(stack(), "compose.yaml")

    assert set(compose) == {"name", "services", "secrets", "volumes"}
    assert re.fullmatch(r"[a-z0-9][a-z0-9_-]*", compose["name"])
    for service in compose["services"].values():
        assert set(service) <= SERVICE_KEYS
        assert ("image" in service) != ("build" in service)


@STACKS
def test_compose_names_only_what_there_is(stack) -> None:
    compose = read(stack(), "compose.yaml")
    services = compose["services"].values()
    folders = {f"./{name.partition('/')[0]}" for name in stack() if "/" in name}

    used = {secret for service in services for secret in service.get("secrets", ())}
    assert used == set(compose["secrets"])
    sources = {mount[0] for service in services for mount in mounts(service)}
    binds = {source.removesuffix("/provisioning") for source in sources if source[0] == "."}
    assert {source for source in sources if source[0] != "."} == set(compose["volumes"])
    assert binds | {service["build"] for service in services if "build" in service} == folders


@STACKS
def test_what_a_server_is_told_to_read_is_mounted(stack) -> None:
    for service in read(stack(), "compose.yaml")["services"].values():
        for word in service.get("command", ()):
            found = re.fullmatch(r"--?config(?:\.file)?=(.*)", word)
            if found:
                ((source, place, mode),) = [m for m in mounts(service) if m[0][0] == "."]
                assert f"{source}{found[1].removeprefix(place)}".removeprefix("./") in stack()
                assert mode == "ro"


@STACKS
def test_images_are_pinned_and_ports_are_this_machines_alone(stack) -> None:
    services = read(stack(), "compose.yaml")["services"]

    images = {name: one["image"] for name, one in services.items() if "image" in one}
    assert images == {name: str(one) for name, one in IMAGES.items() if name != "python"}
    ports = [port for service in services.values() for port in service.get("ports", ())]
    assert sorted(ports) == [
        f"127.0.0.1:{port}:{port}" for port in ("3000", "3100", "3200", "4318", "9090", "9093")
    ]


def test_the_emitter_is_started_as_it_was_asked_for() -> None:
    stack = files(request("cloudsql", provider_options={"database_id": "a$b:c"}))
    emitter = read(stack, "compose.yaml")["services"]["emitter"]

    assert emitter["command"] == [
        *("emitter", "run", "--host", "0.0.0.0"),  # noqa: S104 - within its container
        *("--secret-file", "/run/secrets/archestra_metrics_secret"),
        *("--platform", "archestra", "--postgres-provider", "cloudsql"),
        *("--provider-option", "database_id=a$$b:c"),
    ]
    assert emitter["environment"] == {
        "ARCHESTRA_OTEL_EXPORTER_OTLP_ENDPOINT": "http://otel-collector:4318"
    }
    assert f"FROM {IMAGES['python']}\n" in stack["emitter/Dockerfile"]
    run = get_command(app).commands["emitter"].commands["run"]  # type: ignore[attr-defined]
    known = {option for parameter in run.params for option in parameter.opts}
    assert {word for word in emitter["command"] if word.startswith("--")} <= known


def test_a_real_platform_takes_the_emitters_place() -> None:
    services = read(watching(), "compose.yaml")["services"]
    jobs = read(watching(), "prometheus/prometheus.yml")["scrape_configs"]

    assert "emitter" not in services
    assert services["prometheus"]["extra_hosts"] == ["host.docker.internal:host-gateway"]
    targets = [job["static_configs"][0]["targets"] for job in jobs]
    assert targets == [*map(list, TARGETS.values()), ["localhost:9090"]]
    readme = watching()["README.md"]
    assert "\n- `web:9050`\n- `web:9051`\n- `worker:9000`\n- `pg:9187`\n" in readme


@STACKS
def test_no_secret_is_in_any_file(stack) -> None:
    values = [line for line in stack()[".env.example"].splitlines() if line and line[0] != "#"]
    compose = read(stack(), "compose.yaml")

    assert values == ["ARCHESTRA_METRICS_SECRET=", "GRAFANA_PASS="]
    assert {one["environment"] for one in compose["secrets"].values()} == {
        value.removesuffix("=") for value in values
    }


@STACKS
def test_traces_and_logs_go_through_the_collector(stack) -> None:
    collector = read(stack(), "otel-collector/config.yaml")
    pipelines = collector["service"]["pipelines"]

    assert collector["receivers"] == {"otlp": {"protocols": {"http": {"endpoint": "0.0.0.0:4318"}}}}
    assert set(collector) == {"receivers", "processors", "exporters", "service"}
    for kind, exporter in (("traces", "otlp/tempo"), ("logs", "otlphttp/loki")):
        assert pipelines[kind] == {
            "receivers": ["otlp"],
            "processors": ["batch"],
            "exporters": [exporter],
        }
        assert exporter in collector["exporters"]
    assert collector["exporters"]["otlphttp/loki"]["endpoint"] == "http://loki:3100/otlp"


@STACKS
def test_every_address_is_a_service_and_a_port_it_listens_on(stack) -> None:
    tempo, loki = read(stack(), "tempo/tempo.yaml"), read(stack(), "loki/loki.yaml")
    listening = {
        "prometheus": {9090},
        "alertmanager": {9093},
        "tempo": {tempo["server"]["http_listen_port"], 4317},
        "loki": {loki["server"]["http_listen_port"]},
    }

    assert tempo["distributor"]["receivers"]["otlp"]["protocols"] == {
        "grpc": {"endpoint": "0.0.0.0:4317"}
    }
    for name in ("prometheus/prometheus.yml", "tempo/tempo.yaml", "otel-collector/config.yaml"):
        for host, port in re.findall(
            r"\b(prometheus|alertmanager|tempo|loki):(\d+)", stack()[name]
        ):
            assert int(port) in listening[host]
    sources = read(stack(), "grafana/provisioning/datasources/datasources.yaml")["datasources"]
    assert [source["url"] for source in sources] == [
        "http://prometheus:9090",
        "http://tempo:3200",
        "http://loki:3100",
    ]


@STACKS
def test_what_is_stored_is_on_a_volume_and_goes_some_day(stack) -> None:
    services = read(stack(), "compose.yaml")["services"]
    tempo, loki = read(stack(), "tempo/tempo.yaml"), read(stack(), "loki/loki.yaml")
    places = {mount[0]: mount[1] for one in services.values() for mount in mounts(one)}

    paths = [
        tempo["storage"]["trace"]["local"]["path"],
        tempo["storage"]["trace"]["wal"]["path"],
        tempo["metrics_generator"]["storage"]["path"],
    ]
    assert all(path.startswith(f"{places['tempo']}/") for path in paths)
    assert loki["common"]["path_prefix"] == places["loki"]
    assert tempo["compactor"]["compaction"]["block_retention"] == "336h"
    assert loki["limits_config"]["retention_period"] == "336h"
    assert loki["compactor"]["retention_enabled"] is True
    assert "--storage.tsdb.retention.time=35d" in services["prometheus"]["command"]
