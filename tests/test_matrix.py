"""Every platform, profile and provider: served, seen, scraped, and every alert proven."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from archestra_ops import exposition, packs, shipped
from archestra_ops.cli import app
from archestra_ops.emitter.endpoints import page, page_format
from archestra_ops.emitter.estate import simulate
from archestra_ops.emitter.simulation import Settings
from archestra_ops.prometheus.rules import default_values, rule_set
from archestra_ops.prometheus.rules.unit_profile import adapted
from archestra_ops.prometheus.rules.unit_tests import unit_tests
from tests.servers.programs import require

NOON = 1_768_478_400.0  # 2026-01-15T12:00:00Z


def matrix() -> Iterator[object]:
    """Platform, profile and provider; the latter only where there is a PostgreSQL to look at."""
    for platform in packs.platform_names():
        for profile in packs.profiles(platform) or ("",):
            pack = packs.platform(platform, profile)
            for provider in packs.provider_names() if pack.postgres else ("helm",):
                name = filter(None, (platform, profile, provider if pack.postgres else ""))
                yield pytest.param(platform, profile, provider, id="-".join(name))


EVERY = pytest.mark.parametrize(("platform", "profile", "provider"), [*matrix()])


def ops(*arguments: object, platform: str, profile: str, provider: str = "") -> str:
    """What `ops` prints of a combination; it has to say that all is well."""
    chosen = ["--platform", platform, *(["--profile", profile] if profile else [])]
    chosen += ["--postgres-provider", provider] if provider else []
    done = CliRunner().invoke(app, [*map(str, arguments), *chosen])
    assert done.exit_code == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


@EVERY
def test_the_emitter_serves_the_whole_catalogue(platform: str, profile: str, provider: str) -> None:
    pack = packs.platform(platform, profile)
    database = packs.provider(provider)
    estate = simulate(pack, (database,) if pack.postgres else (), Settings(seed=1, start=NOON))
    served = set()
    for name in pack.processes:
        simulation, home = estate.process(name)
        text = page(simulation, home)
        survey = exposition.survey([text.encode()], format=page_format(simulation))
        assert survey.problems == (), name
        served |= {sample.partition("{")[0].partition(" ")[0] for sample in text.splitlines()}

    wanted = {m.name: m.samples for m in pack.metrics.values() if not m.until}
    assert [name for name, samples in wanted.items() if served.isdisjoint(samples)] == []


@EVERY
@pytest.mark.servers
def test_every_panel_is_fed(platform: str, profile: str, provider: str) -> None:
    require("prometheus")
    printed = ops(
        "verify", "--level", "engine", "-o", "json", "--quiet",
        platform=platform, profile=profile, provider=provider,
    )  # fmt: skip

    report = json.loads(printed)
    assert report["level"] == "engine"
    assert {panel["status"] for panel in report["cases"]} == {"ok"}


@EVERY
def test_the_boards_pass_the_lint(
    platform: str, profile: str, provider: str, tmp_path: Path
) -> None:
    at = {"platform": platform, "profile": profile}
    ops("dashboards", "export", "--out", tmp_path, provider=provider, **at)

    ops("dashboards", "check", tmp_path, "--fail-on", "info", **at)


@EVERY
def test_a_prometheus_takes_the_scrape_config(
    platform: str, profile: str, provider: str, tmp_path: Path
) -> None:
    require("promtool")
    at = {"platform": platform, "profile": profile}
    file = tmp_path / "prometheus.yml"
    ops("scrape-config", "render", "--full", "--out", file, provider=provider, **at)

    ops("scrape-config", "check", file, "--fail-on", "error", **at)


@EVERY
def test_every_alert_is_unit_tested_both_ways(platform: str, profile: str, provider: str) -> None:
    pack = packs.platform(platform, profile)
    values = default_values(platform).with_examples()
    rules = rule_set(pack, packs.provider(provider), values)
    proofs = [
        test
        for one in unit_tests(shipped.ALERTS / platform, packs.profiles(platform))
        if one.profile in ("", profile) and one.provider in ("", provider)
        if (test := adapted(one, rules, pack)) is not None
    ]
    there = {rule.alert for group in rules.groups for rule in group.rules if rule.alert}
    fires = {alert for one in proofs for alert in one.fires}
    silent = {alert for one in proofs for alert in one.silent}
    always = {alert for alert in there if rules.definitions[alert].always}

    assert there - fires == set()
    assert there - silent == always


@EVERY
@pytest.mark.drills
def test_every_alert_is_drilled(platform: str, profile: str, provider: str) -> None:
    require("promtool")
    at = {"platform": platform, "profile": profile, "provider": provider}

    report = json.loads(ops("alerts", "drill", "--all", "--quiet", "-o", "json", **at))

    assert {one["status"] for one in report["alerts"]} <= {"proven", "left out"}
    assert report["steady_day"] == []


@pytest.mark.parametrize("platform", packs.platform_names())
@pytest.mark.servers
def test_every_unit_test_holds(platform: str) -> None:
    require("promtool")

    report = json.loads(ops("alerts", "test", "-o", "json", platform=platform, profile=""))

    assert [one["tests"] for one in report["summary"] if one["failed"]] == []
