"""The servers of the stack that Debian has, started with the files as they are rendered.

Changed are only the addresses, where the secret is, and how long everything takes.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from archestra_ops import packs
from archestra_ops.http import Http
from archestra_ops.prometheus import promtool
from archestra_ops.prometheus.api import Api
from archestra_ops.prometheus.server import PrometheusServer
from archestra_ops.stack.render import secret_file
from tests.servers.alertmanager import serving_alertmanager
from tests.servers.programs import require
from tests.stack.stacks import emitting, read, write
from tests.verify.installations import serving

pytestmark = pytest.mark.servers
SECRET = "between prometheus and the emitter"  # noqa: S105 - nobody's
WATCHDOG = """      - alert: ArchestraWatchdog
        expr: vector(1)
        for: 0s
"""
METRICS_SECRET = secret_file(packs.platform("archestra"))
JOBS = ("archestra-web", "archestra-worker", "archestra-postgres")
PORTS = {"web": 9050, "worker": 9001, "helm": 9187}


@dataclass(frozen=True)
class Started:
    """Where the servers are."""

    prometheus: str
    alertmanager: str


@pytest.fixture(scope="module")
def started(tmp_path_factory) -> Iterator[Started]:
    """Prometheus and Alertmanager of the stack, and its emitter behind the secret."""
    require("prometheus")
    folder = tmp_path_factory.mktemp("stack")
    write(emitting(), folder)
    secret = folder / "secret"
    secret.write_text(SECRET)
    rules = folder / "prometheus/rules/archestra.yaml"
    text = re.sub(r"(?m)^    interval: .*$", "    interval: 1s", rules.read_text("utf-8"))
    # Prometheus looks for Alertmanagers every five seconds, and sends an alert once a minute.
    assert WATCHDOG in text
    rules.write_text(text.replace(WATCHDOG, WATCHDOG.replace("0s", "12s")), "utf-8")
    config = folder / "alertmanager/alertmanager.yml"
    with serving_alertmanager(config, folder) as alertmanager, serving(SECRET) as served:
        text = emitting()["prometheus/prometheus.yml"]
        replaced = {
            METRICS_SECRET: str(secret),
            "alertmanager:9093": alertmanager,
            **{f"emitter:{port}": served.addresses[name] for name, port in PORTS.items()},
            **dict.fromkeys(('"15s"', '"30s"', '"10s"'), '"1s"'),
        }
        for old, new in replaced.items():
            assert old in text
            text = text.replace(old, new)
        with PrometheusServer(text, folder / "prometheus") as prometheus:
            yield Started(prometheus.url, f"http://{alertmanager}")


def until(holds: Callable[[], Any], seconds: float = 40.0) -> Any:
    """What *holds* gives as soon as that is true, or after *seconds*."""
    end = time.monotonic() + seconds
    while not (found := holds()) and time.monotonic() < end:
        time.sleep(0.1)
    return found


def asked(url: str) -> Any:
    """What is answered at *url*, whatever proxy there is for others."""
    return httpx.get(url, timeout=30, trust_env=False).json()


def test_promtool_takes_the_configuration_with_its_rules_and_its_secret(tmp_path) -> None:
    require("promtool")
    secret = tmp_path / "secret"
    secret.write_text(SECRET)
    stack = dict(emitting())
    text = stack["prometheus/prometheus.yml"].replace(METRICS_SECRET, str(secret))
    write(stack | {"prometheus/prometheus.yml": text}, tmp_path)

    done = promtool.run("check", "config", tmp_path / "prometheus/prometheus.yml")

    assert (done.code, done.stderr) == (0, "")
    rules = read(stack, "prometheus/rules/archestra.yaml")
    count = sum(len(group["rules"]) for group in rules["groups"])
    assert f"SUCCESS: {count} rules found" in done.stdout


def test_every_target_of_the_emitter_is_scraped_with_the_secret(started) -> None:
    def up() -> bool:
        with Http() as http:
            found = {t.labels["job"]: t.health for t in Api(http, started.prometheus).targets()}
        found.pop("prometheus", None)  # it is at another port here
        return found == dict.fromkeys(JOBS, "up")

    assert until(up)


def test_every_rule_is_evaluated_and_healthy(started) -> None:
    def groups() -> list[dict[str, Any]]:
        return asked(f"{started.prometheus}/api/v1/rules")["data"]["groups"]

    def evaluated() -> bool:
        return all(rule["health"] != "unknown" for group in groups() for rule in group["rules"])

    assert until(evaluated)
    wrong = [r["lastError"] for group in groups() for r in group["rules"] if r["health"] != "ok"]
    assert wrong == []
    expected = read(emitting(), "prometheus/rules/archestra.yaml")["groups"]
    assert sorted(g["name"] for g in groups()) == sorted(g["name"] for g in expected)


def test_an_alert_arrives_at_alertmanager(started) -> None:
    def arrived() -> bool:
        alerts = asked(f"{started.alertmanager}/api/v2/alerts")
        return "ArchestraWatchdog" in [one["labels"]["alertname"] for one in alerts]

    # What Alertmanager missed the first time is sent again after a minute.
    assert until(arrived, seconds=100)


def test_exemplars_are_kept(started) -> None:
    def exemplars() -> Any:
        with Http() as http:
            now = time.time()
            query = "llm_request_duration_seconds_bucket"
            return Api(http, started.prometheus).query_exemplars(query, now - 3600, now + 60)

    assert "traceID" in until(exemplars)[0].labels
