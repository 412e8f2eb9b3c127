"""The profile that series and pages speak, by `ops check prometheus` and `ops check all`."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from archestra_ops import packs
from archestra_ops.cli import app
from archestra_ops.cli.alerting import Wanted, rules
from archestra_ops.emitter.endpoints import Endpoints
from archestra_ops.emitter.estate import simulate
from archestra_ops.emitter.server import Server
from archestra_ops.emitter.simulation import Settings
from archestra_ops.prometheus.rules import to_yaml
from tests.cli.test_checking_prometheus import EVERY, LOGIN, job, prometheus
from tests.verify.installations import HELM

GRAFANA = ("GRAFANA_URL", "GRAFANA_TOKEN", "GRAFANA_USER", "GRAFANA_PASS")


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the environment that runs the tests."""
    for name in (*LOGIN, *GRAFANA):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_COLOR", "1")


@dataclass(frozen=True)
class Installed:
    """A Prometheus and the page that it scrapes; `load` loads the rules of a profile into it."""

    platform: str
    prometheus: str
    page: str
    load: Callable[[str], None]

    def check(self, command: str, *arguments: str) -> tuple[int, str]:
        """The exit code, and what is printed with the lines of each paragraph joined."""
        given = ["--platform", self.platform, "--prometheus", self.prometheus, *arguments]
        result = CliRunner().invoke(app, ["check", command, *given])
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result.exit_code, " ".join(result.output.split())


@contextmanager
def installed(platform: str, profile: str, folder: Path) -> Iterator[Installed]:
    """An installation of *platform* whose first process speaks *profile*, without rules."""
    pack = packs.platform(platform, profile)
    name, process = next(iter(pack.processes.items()))
    estate = simulate(pack, (), Settings(seed=1, start=time.time() - 600))
    file = folder / "rules.yaml"
    with ExitStack() as stack:
        server = stack.enter_context(Server("127.0.0.1", 0))
        server.start(Endpoints(estate, time.time).process(name))
        config = {
            "global": {"scrape_interval": EVERY, "evaluation_interval": EVERY},
            "rule_files": [str(file)],
            "scrape_configs": [job(process.job, server.address)],
        }
        flags = ("--web.enable-lifecycle", "--storage.tsdb.retention.time=31d")
        url = stack.enter_context(prometheus(config, folder, *flags))

        def load(of: str) -> None:
            wanted = Wanted(platform=platform, profile=of, provider=HELM)
            file.write_text(to_yaml(rules(wanted).groups))
            httpx.post(f"{url}/-/reload", timeout=60).raise_for_status()

        page = f"{name}=http://{server.address}/metrics"
        yield Installed(platform=platform, prometheus=url, page=page, load=load)


@pytest.fixture(scope="module")
def gateway(tmp_path_factory) -> Iterator[Installed]:
    """A TrueFoundry gateway of the first generation of names."""
    with installed("truefoundry", "gen1", tmp_path_factory.mktemp("gateway")) as found:
        yield found


def test_rules_of_the_profile_that_is_spoken_are_well(gateway) -> None:
    gateway.load("gen1")
    code, out = gateway.check("all", "--target", gateway.page)

    assert "its series speak 'gen1': llm_gateway_*, 0.71 to 0.100" in out
    assert "rules: as rendered, 83 of 83 are loaded" in out
    assert "scrape: ok storage: ok rules: ok dashboards: not configured" in out
    assert code == 0
    assert gateway.check("prometheus", "--fail-on", "warning")[0] == 0


def test_rules_of_another_profile_are_dead(gateway) -> None:
    gateway.load("ai")
    code, out = gateway.check("all", "--target", gateway.page)

    assert (
        "37 rules of ours ask for metrics of the profile 'ai', of which none is there, for the "
        "series speak 'gen1': "
    ) in out
    assert (
        "hint: load what `ops alerts render --platform truefoundry --profile gen1` writes " in out
    )
    assert "scrape: ok storage: ok rules: broken: 1 error dashboards: not configured" in out
    assert code == 1
    assert gateway.check("prometheus")[0] == 1


def test_a_profile_that_is_chosen_and_not_there(gateway) -> None:
    gateway.load("gen1")
    code, out = gateway.check("prometheus", "--profile", "ai")

    assert "its series speak 'gen1', not 'ai': llm_gateway_*, 0.71 to 0.100" in out
    assert "hint: give --profile gen1: what is scraped speaks that" in out
    assert "ops alerts render" not in out
    assert code == 1


def test_labels_tell_what_names_do_not(tmp_path) -> None:
    """Astromesh's documented page and its Collector share the names of some metrics."""
    with installed("astromesh", "documented", tmp_path) as astromesh:
        astromesh.load("documented")
        code, out = astromesh.check("prometheus", "--fail-on", "warning")

        assert "its series speak 'documented': Documented /metrics" in out
        assert "rules: as rendered" in out
        assert code == 0

        astromesh.load("otlp")
        code, out = astromesh.check("prometheus")

        assert "of the profile 'otlp', of which none is there" in out
        assert code == 1


def test_what_cannot_be_asked_is_said_once() -> None:
    given = ["--platform", "truefoundry", "--prometheus", "http://127.0.0.1:1"]
    result = CliRunner().invoke(app, ["check", "prometheus", *given])

    assert result.output.splitlines()[-1] == "1 error"
    assert result.exit_code == 3
