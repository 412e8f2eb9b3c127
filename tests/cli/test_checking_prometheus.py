"""`ops check prometheus` against real servers: one that is fit, and one where all is wrong."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import yaml
from typer.testing import CliRunner

from archestra_ops.cli import app
from archestra_ops.cli.alerting import Wanted, rules
from archestra_ops.cli.checking_prometheus import Expected
from archestra_ops.errors import OpsError
from archestra_ops.http import Http
from archestra_ops.prometheus.api import Api
from archestra_ops.prometheus.live_checks.attribution import place_of
from archestra_ops.prometheus.rules import to_yaml
from tests.servers.processes import on_free_port, running
from tests.servers.programs import require
from tests.servers.victoria_metrics import serving_victoria_metrics
from tests.verify.installations import HELM, serving

RULES = to_yaml(rules(Wanted(platform="archestra", provider=HELM)).groups)
OPENMETRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8"
PAGES = {
    "/401": (401, "text/plain", b""),
    "/404": (404, "text/plain", b""),
    "/html": (200, "text/html", b"<html>Please log in</html>\n"),
    "/broken": (200, OPENMETRICS, b'# TYPE a counter\na_total{x="1" 2\n# EOF\n'),
    "/short": (200, OPENMETRICS, b"# TYPE a gauge\na 1\n"),
    "/other": (200, OPENMETRICS, b"# TYPE a gauge\na 1\n# EOF\n"),
}
LOGIN = ("PROMETHEUS_URL", "PROMETHEUS_TOKEN", "PROMETHEUS_USER", "PROMETHEUS_PASS")


# A scrape, and an evaluation of rules, may take as long, and on a busy machine some take seconds.
EVERY = "5s"
OFTEN = 5.0
SLOW = 3  # seconds


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the environment that runs the tests."""
    for name in LOGIN:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_COLOR", "1")


class Faulty(BaseHTTPRequestHandler):
    """Pages with which something is wrong."""

    def do_GET(self) -> None:
        """Answer with what the path says."""
        if self.path == "/slow":
            time.sleep(SLOW)
        status, kind, body = PAGES.get(self.path, PAGES["/other"])
        with suppress(BrokenPipeError):
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def faulty() -> Iterator[str]:
    """`host:port` of a server of faulty pages."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Faulty) as server:
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield f"127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()


@contextmanager
def prometheus(
    config: object, folder: Path, *flags: str, failing: Collection[str] = ()
) -> Iterator[str]:
    """The URL of a Prometheus with *config* that has scraped and evaluated everything.

    The rules *failing* do so as soon as they are evaluated on what was scraped.
    """
    program = require("prometheus")
    file = folder / "prometheus.yml"
    file.write_text(json.dumps(config))

    @contextmanager
    def start(port: int) -> Iterator[str]:
        url = f"http://127.0.0.1:{port}"
        command = [
            program,
            f"--config.file={file}",
            f"--storage.tsdb.path={folder / 'data'}",
            f"--web.listen-address=127.0.0.1:{port}",
            *flags,
        ]
        with Http() as http:
            api = Api(http, url)
            with running(command, folder / "log", lambda: _is_of(api, file)):
                deadline = time.monotonic() + 60
                while not _settled(api, failing):
                    assert time.monotonic() < deadline
                    time.sleep(0.1)
                yield url

    with ExitStack() as stack:
        yield on_free_port(stack, start)


def _is_of(api: Api, file: Path) -> bool:
    """Whether a Prometheus answers, and it is the one with the configuration *file*."""
    with suppress(OpsError):
        return api.flags()["config.file"] == str(file)
    return False


def _settled(api: Api, failing: Collection[str]) -> bool:
    """Whether all that is scraped each few seconds was, and all rules were evaluated."""
    # A target is said to be up, or down, a moment before what was scraped is found.
    scraped = {place_of(one.metric) for one in api.query("up", time.time()).series}
    targets, groups = api.targets(), api.rules()
    often = [one for one in targets if one.interval <= OFTEN]
    # A group with an interval of its own waits for a moment of its own.
    quick = [rule for group in groups if group.interval <= OFTEN for rule in group.rules]
    evaluated = all(rule.health != "unknown" for rule in quick)
    failed = {rule.name for rule in quick if rule.health == "err"}
    waiting = [one for one in often if place_of(one.labels) not in scraped]
    return bool(often) and not waiting and evaluated and failed.issuperset(failing)


def job(name: str, target: str, **more: object) -> dict[str, object]:
    return {"job_name": name, "static_configs": [{"targets": [target]}], **more}


def drifted() -> str:
    """Our rules with one of each that may be wrong with them."""
    document = yaml.safe_load(RULES)
    groups = {group["name"]: group["rules"] for group in document["groups"]}
    down, worker, *rest = groups["archestra-availability"]
    down["for"] = "10m"
    down["labels"]["severity"] = "warning"
    groups["archestra-availability"][:] = [down, *rest]  # the worker's is missing
    del worker
    groups["archestra-meta"][0]["expr"] = "up * on () up"  # many to many: it fails
    groups["archestra-meta"].append({"alert": "Mine", "expr": "vector(1) > 2"})
    return yaml.safe_dump(document)


@pytest.fixture(scope="module")
def fit(tmp_path_factory) -> Iterator[str]:
    """A Prometheus where all is as it should be."""
    folder = tmp_path_factory.mktemp("fit")
    (folder / "rules.yaml").write_text(RULES)
    with serving() as served:
        at = served.addresses
        config = {
            "global": {"scrape_interval": EVERY, "evaluation_interval": EVERY},
            "rule_files": [str(folder / "rules.yaml")],
            "scrape_configs": [
                job("archestra-web", at["web"]),
                job("archestra-worker", at["worker"]),
                job("archestra-postgres", at["helm"]),
            ],
        }
        flags = ("--enable-feature=exemplar-storage", "--storage.tsdb.retention.time=31d")
        with prometheus(config, folder, *flags) as url:
            yield url


@pytest.fixture(scope="module")
def unfit(tmp_path_factory) -> Iterator[tuple[str, dict[str, str]]]:
    """A Prometheus where all is wrong; and how tests write what differs from run to run."""
    folder = tmp_path_factory.mktemp("unfit")
    (folder / "rules.yaml").write_text(drifted())
    with serving() as served, faulty() as bad:
        web = served.addresses["web"]
        quick = {"scrape_timeout": EVERY}
        config = {
            "global": {"scrape_interval": EVERY, "evaluation_interval": EVERY},
            "rule_files": [str(folder / "rules.yaml")],
            "scrape_configs": [
                job("archestra-web", web),
                job("archestra", web),
                job("a/archestra", bad, metrics_path="/401"),
                job("b/archestra", bad, metrics_path="/404"),
                job("c/archestra", bad, metrics_path="/html"),
                job("d/archestra", bad, metrics_path="/broken"),
                job("e/archestra", bad, metrics_path="/short"),
                job("f/archestra", bad, metrics_path="/slow", scrape_timeout="1s"),
                job("g/archestra", bad, metrics_path="/other"),
                job("h/archestra", "127.0.0.1:1"),
                job("i/archestra", bad, scrape_interval="5m", **quick),
            ],
        }
        with prometheus(config, folder, failing=["ArchestraWatchdog"]) as url:
            yield url, {url: "http://p", web: "web:9050", bad: "bad:1", str(folder): "/etc"}


def run(*arguments: str, **environment: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["check", "prometheus", *arguments], env=environment)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    short = all(len(line) <= 80 or " " not in line.strip() for line in result.stdout.splitlines())
    assert short or "-o" in arguments
    return result.exit_code, result.stdout + result.stderr


def test_all_is_well(fit) -> None:
    code, out = run(PROMETHEUS_URL=fit)

    out = re.sub(r"\b[0-9.:]+:[0-9]+", "HOST", out.replace(fit, "http://p"))
    out = re.sub(r"Prometheus [0-9][^,]+", "Prometheus VERSION", out)
    out = re.sub(r",\s+[0-9,]+\s+exemplars?", "", out)
    count = RULES.count("\n      - ")
    out = out.replace(f"{count} of {count}", "N of N")
    assert out.splitlines() == [
        "http://p: prometheus: up, Prometheus VERSION, keeps 31d",
        "archestra-postgres HOST: postgres: up, for less than a minute, every",
        "  5 s",
        "archestra-web HOST: web: up, for less than a minute, every 5 s",
        "archestra-worker HOST: worker: up, for less than a minute, every 5 s",
        "http://p: rules: as rendered, N of N are loaded",
        "no findings",
    ]
    assert code == 0


def test_rules_of_other_values_are_told(fit) -> None:
    code, out = run("--set", "llm.error_ratio=0.2", "--fail-on", "warning", PROMETHEUS_URL=fit)

    assert "in 'archestra-llm'" in out
    assert "'ArchestraLlmProviderFailing' is loaded otherwise: another expression" in out
    assert code == 1


def test_metrics_with_more_series_than_wanted_are_told(fit) -> None:
    code, out = run("--max-series", "1", "-o", "json", PROMETHEUS_URL=fit)

    checks = [one["check"] for one in json.loads(out)["findings"]]
    assert checks == ["prometheus/cardinality"] * 10
    assert code == 0


def test_all_is_wrong(unfit) -> None:
    url, names = unfit
    code, out = run("--prometheus", url, "-o", "json")
    for real, name in names.items():
        out = out.replace(real, name)

    found = json.loads(out)["findings"]
    told = [f"{one['severity']} {one['check']} {one['subject']}: {one['message']}" for one in found]
    # When the first scrape of that comes is left to chance.
    told = [one for one in told if " i/archestra" not in one or "scrape-interval" in one]
    told = [re.sub(r"group {} on the right.*];many", "… many", one) for one in told]
    assert told == [
        (
            "error prometheus/missing-target http://p: the worker process is not scraped: no "
            "target is it"
        ),
        (
            "error prometheus/target-down a/archestra bad:1: the web process is down for less than "
            "a minute: its page wants a bearer token (401); the scraper says: server returned HTTP "
            "status 401 Unauthorized"
        ),
        (
            "error prometheus/target-down b/archestra bad:1: the web process is down for less than "
            "a minute: there is no page at that address (404); the scraper says: server returned "
            "HTTP status 404 Not Found"
        ),
        (
            "error prometheus/target-down c/archestra bad:1: the web process is down for less than "
            'a minute: what it answers is no metrics page; the scraper says: "INVALID" is not a '
            "valid start token"
        ),
        (
            "error prometheus/target-down d/archestra bad:1: the web process is down for less than "
            "a minute: its page is malformed; the scraper says: expected comma or left brace, got "
            '"INVALID"'
        ),
        (
            "error prometheus/target-down e/archestra bad:1: the web process is down for less than "
            "a minute: its page ends early; the scraper says: data does not end with # EOF"
        ),
        (
            "error prometheus/target-down f/archestra bad:1: the web process is down for less than "
            'a minute: it did not answer in time; the scraper says: Get "http://bad:1/slow": '
            "context deadline exceeded"
        ),
        (
            "error prometheus/target-down h/archestra 127.0.0.1:1: the web process is down for "
            "less than a minute: nothing listens at that address; the scraper says: Get "
            '"http://127.0.0.1:1/metrics": dial tcp 127.0.0.1:1: connect: connection refused'
        ),
        (
            "error prometheus/duplicate-target archestra web:9050: the web process is scraped 2 "
            "times: by 'archestra web:9050', 'archestra-web web:9050'"
        ),
        (
            "error prometheus/scrape-interval i/archestra bad:1: its scrape interval of 5m is a "
            "window of our rules: it holds one sample, and rate() needs two"
        ),
        (
            "error prometheus/rules-failing http://p: 'ArchestraWatchdog' of 'archestra-meta' "
            "cannot be evaluated: found duplicate series for the match … many-to-many matching not "
            "allowed: matching labels must be unique on one side"
        ),
        (
            "warning prometheus/missing-target http://p: the PostgreSQL exporter is not scraped: "
            "no target is it"
        ),
        (
            "warning prometheus/wrong-page g/archestra bad:1: it is up, and called like the web "
            "process, but has no 'database_pool_size_limit', which that always has"
        ),
        (
            "warning prometheus/exemplars http://p: exemplars are not stored, so that no panel "
            "leads to a trace"
        ),
        (
            "warning prometheus/retention http://p: samples are kept for 15d, and 1 rule of ours "
            "looks back for up to 30 days: 'archestra:slo_error_budget:remaining_ratio'"
        ),
        (
            "warning prometheus/rules-missing http://p: 1 rule of 'archestra-availability' is not "
            "loaded: 'ArchestraWorkerDown'"
        ),
        (
            "warning prometheus/rules-changed http://p: in 'archestra-availability' "
            "'ArchestraWebDown' is loaded otherwise: 'for' 10m instead of 2m, label 'severity' "
            "'warning' instead of 'critical'"
        ),
        (
            "warning prometheus/rules-changed http://p: in 'archestra-meta' 'ArchestraWatchdog' is "
            "loaded otherwise: another expression"
        ),
        (
            "warning prometheus/rules-extra http://p: 1 rule in 'archestra-meta' would not be "
            "rendered: 'Mine'"
        ),
    ]
    assert code == 1


def test_all_that_is_wrong_fits_a_terminal(unfit) -> None:
    url, names = unfit
    code, out = run("--prometheus", url)
    for real, name in names.items():
        out = out.replace(real, name)

    assert out.splitlines()[0].startswith("http://p: prometheus: up, Prometheus ")
    start = out.index("error: a/archestra")
    assert out[start:].splitlines()[:5] == [
        "error: a/archestra bad:1: the web process is down for less than a",
        "  minute: its page wants a bearer token (401); the scraper says: server returned",
        "  HTTP status 401 Unauthorized",
        "  hint: give the job the metrics secret under 'authorization', as `ops",
        "        scrape-config render` writes it; it is the same for every process",
    ]
    assert code == 1


def test_nothing_answers() -> None:
    code, out = run("--prometheus", "http://127.0.0.1:1")

    assert out.splitlines() == [
        "http://127.0.0.1:1: prometheus: unknown",
        "error: http://127.0.0.1:1: Prometheus cannot be asked: nothing listens at",
        "  'http://127.0.0.1:1'",
        "  hint: does it run, and is the port right?",
        "1 error",
    ]
    assert code == 3


def test_no_prometheus_is_named() -> None:
    code, out = run()

    assert out.splitlines() == [
        "error: no Prometheus is named",
        "hint: give --prometheus URL, or set PROMETHEUS_URL, as in 'http://prometheus:9090'",
    ]
    assert code == 2


def test_a_pattern_that_only_prometheus_reads_is_not_tried() -> None:
    expected = Expected(settings=[r"availability.web_job=\pL+", "availability.worker_job=w.*"])

    assert expected.aim().jobs == {"worker": "w.*"}


def test_a_real_victoriametrics_is_recognised(tmp_path) -> None:
    with serving_victoria_metrics(tmp_path) as url:
        code, out = run("--prometheus", url)

    lines = out.replace(url, "http://vm").splitlines()
    assert lines[0] == "http://vm: prometheus: up, VictoriaMetrics"
    assert lines[-4:] == [
        "  rules are evaluated by vmalert, and shown here where -vmalert.proxyURL names",
        "  that; increase() and rate() do not extrapolate, and see the first event of a",
        "  series",
        "2 errors, 2 warnings, 1 info",
    ]
    assert code == 1
