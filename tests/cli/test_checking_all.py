"""`ops check all`: what is configured, and a verdict for each layer."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from archestra_ops import packs
from archestra_ops.cli import app
from archestra_ops.emitter.endpoints import Endpoints
from archestra_ops.emitter.estate import simulate
from archestra_ops.emitter.server import Server
from archestra_ops.emitter.simulation import Settings
from tests.packs.toys import folder_at, found_at
from tests.servers.grafana import FakeGrafana
from tests.verify.installations import serving

VARIABLES = (
    "ARCHESTRA_METRICS_SECRET", "GRAFANA_URL", "GRAFANA_TOKEN", "GRAFANA_USER", "GRAFANA_PASS",
    "GRAFANA_ORG_ID", "PROMETHEUS_URL", "PROMETHEUS_TOKEN", "PROMETHEUS_USER", "PROMETHEUS_PASS",
)  # fmt: skip


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the environment that runs the tests."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_COLOR", "1")


def run(*arguments: str, **environment: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["check", "all", *arguments], env=environment)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "-o" in arguments or all(len(line) <= 80 for line in result.stdout.splitlines())
    return result.exit_code, result.stdout + result.stderr


def verdicts(out: str) -> list[str]:
    return out.rpartition("\n\n")[2].splitlines()


def test_nothing_is_configured() -> None:
    code, out = run()

    assert out.splitlines() == [
        "error: nothing to check is configured",
        (
            "hint: give --web URL, --worker URL, --target PROCESS=URL, --prometheus URL or "
            "--grafana URL"
        ),
    ]
    assert code == 2


@pytest.mark.parametrize(
    ("platform", "option"),
    [("agyn", "--target gateway=URL"), ("truefoundry", "--target gateway=URL")],
)
def test_the_options_are_those_that_the_platform_has(platform: str, option: str) -> None:
    code, out = run("--platform", platform)

    assert out.splitlines()[1:] == [f"hint: give {option}, --prometheus URL or --grafana URL"]
    assert code == 2


def test_the_exporter_alone() -> None:
    with serving() as served:
        url = served.urls["postgres"]
        code, out = run("--postgres", url)

    assert out.replace(url, "http://pg/metrics").splitlines() == [
        "http://pg/metrics: postgres: read",
        "no findings",
        "",
        "process:    ok",
        "scrape:     not configured: give --prometheus URL, or set PROMETHEUS_URL",
        "storage:    not configured: give --prometheus URL, or set PROMETHEUS_URL",
        "rules:      not configured: give --prometheus URL, or set PROMETHEUS_URL",
        "dashboards: not configured: give --grafana URL, or set GRAFANA_URL",
    ]
    assert code == 0


def test_a_web_process_whose_api_is_gone_and_a_grafana_without_boards() -> None:
    with serving() as served, FakeGrafana(11) as grafana:
        code, out = run(
            "--web",
            served.urls["web"],
            "--web-api",
            "http://127.0.0.1:1",
            GRAFANA_URL=grafana.url,
            GRAFANA_TOKEN=grafana.token,
        )

    assert verdicts(out)[0] == "process:    unknown: 1 warning, something could not be asked"
    assert verdicts(out)[4].startswith("dashboards: ")
    assert "not configured" not in verdicts(out)[4]
    assert code == 1


def test_a_prometheus_without_rules(scraping_prometheus) -> None:
    code, out = run(PROMETHEUS_URL=scraping_prometheus)

    assert verdicts(out) == [
        "process:    not configured: give --web and --worker, or --target PROCESS=URL",
        "scrape:     ok",
        "storage:    ok",
        "rules:      doubtful: 1 warning",
        "dashboards: not configured: give --grafana URL, or set GRAFANA_URL",
        "begin with: rules",
    ]
    assert code == 0


def test_a_platform_for_which_no_rules_ship(scraping_prometheus, tmp_path) -> None:
    folder = folder_at(tmp_path / "packs")
    code, out = run(
        "--platform", "mill", "--pack-dir", str(folder), PROMETHEUS_URL=scraping_prometheus
    )

    assert f"{scraping_prometheus}: rules: none, no rules ship for Mill" in out
    assert verdicts(out)[3] == "rules:      not configured: no rules ship for Mill"
    assert code == 1  # its process is not scraped


def test_where_prometheus_has_no_series_pages_tell_the_profile(scraping_prometheus) -> None:
    pack = packs.platform("truefoundry", "gen1")
    estate = simulate(pack, (), Settings(seed=1, start=1_768_478_400.0))
    app_of = Endpoints(estate, lambda: 1_768_479_000.0).process("gateway")
    with Server("127.0.0.1", 0) as server:
        server.start(app_of)
        code, out = run(
            "--platform",
            "truefoundry",
            "--target",
            f"gateway=http://{server.address}/metrics",
            PROMETHEUS_URL=scraping_prometheus,
        )

    shown = " ".join(out.split())
    assert "none of our 83 rules is loaded" in shown
    assert "`ops alerts render --out FILE --platform truefoundry --profile gen1`" in shown
    assert "its series speak" not in shown
    assert code == 1  # it is not scraped


def test_as_json() -> None:
    code, out = run("--prometheus", "http://127.0.0.1:1", "-o", "json")

    document = json.loads(out)
    assert (document["type"], document["schema_version"]) == ("archestra-ops.findings", 1)
    assert document["command"] == "check all"
    assert [one["check"] for one in document["findings"]] == ["prometheus/reachable"]
    named = "give --grafana URL, or set GRAFANA_URL"
    assert document["layers"] == [
        {
            "layer": "process",
            "verdict": "not configured",
            "why": "give --web and --worker, or --target PROCESS=URL",
        },
        {"layer": "scrape", "verdict": "unknown", "why": "Prometheus cannot be asked"},
        {"layer": "storage", "verdict": "unknown", "why": "something could not be asked"},
        {"layer": "rules", "verdict": "unknown", "why": "Prometheus cannot be asked"},
        {"layer": "dashboards", "verdict": "not configured", "why": named},
    ]
    assert code == 3


def test_any_platform_by_its_targets(tmp_path) -> None:
    folder = folder_at(tmp_path / "packs")
    with found_at(folder):
        estate = simulate(packs.platform("mill"), (), Settings(seed=1, start=1_768_478_400.0))
    app_of = Endpoints(estate, lambda: 1_768_478_400.0).process("mill")
    with Server("127.0.0.1", 0) as server:
        server.start(app_of)
        url = f"http://{server.address}"
        code, out = run(
            "--platform", "mill", "--target", f"mill={url}/metrics", "--pack-dir", str(folder)
        )

    assert code == 0
    assert out.replace(url, "http://mill").splitlines() == [
        "http://mill: mill: well, '/turning' 200",
        "http://mill/metrics: mill: read, 2 metrics, 2 samples, 0 exemplars",
        "info: http://mill/metrics: this page speaks 'new': mill_*, since 2020",
        "  hint: it is what boards and alerts are made for without --profile",
        "1 info",
        "",
        "process:    ok",
        "scrape:     not configured: give --prometheus URL, or set PROMETHEUS_URL",
        "storage:    not configured: give --prometheus URL, or set PROMETHEUS_URL",
        "rules:      not configured: give --prometheus URL, or set PROMETHEUS_URL",
        "dashboards: not configured: give --grafana URL, or set GRAFANA_URL",
    ]


def test_a_platform_without_postgres_has_no_exporter(tmp_path) -> None:
    folder = folder_at(tmp_path / "packs")
    code, out = run(
        "--platform", "mill", "--postgres", "http://127.0.0.1:1", "--pack-dir", str(folder)
    )

    assert (code, out) == (
        2,
        "error: Mill has no PostgreSQL that is looked at\nhint: leave --postgres out\n",
    )


def test_a_process_without_metrics_is_well_by_its_health() -> None:
    """By default a Collector has Astromesh's metrics, and the runtime none: its API is asked."""
    pack = packs.platform("astromesh", "documented")
    estate = simulate(pack, (), Settings(seed=1, start=1_768_478_400.0))
    app_of = Endpoints(estate, lambda: 1_768_478_400.0).process("astromesh")
    with Server("127.0.0.1", 0) as server:
        server.start(app_of)
        url = f"http://{server.address}"
        code, out = run("--platform", "astromesh", "--target", f"astromesh={url}")

    assert code == 0
    shown = " ".join(out.replace(url, "http://a").split())
    assert "http://a: astromesh: not read" in shown
    assert (
        "info: http://a: in the profile 'otlp' the astromesh process has no metrics: only its "
        "health was asked for hint: Astromesh has them by default: 'collector' at ':8889/metrics'"
    ) in shown
    assert verdicts(out)[0] == "process:    ok"
