"""A stack for a platform without a PostgreSQL, with a process that not every installation has."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from archestra_ops import packs
from archestra_ops.errors import OpsError
from archestra_ops.stack.render import secret_file
from archestra_ops.stack.request import StackRequest, refuse
from tests.prometheus.rules import gate
from tests.stack.stacks import files, read


@pytest.fixture
def platform(tmp_path: Path):
    packs.use_folder(gate.folders(tmp_path)[0])
    yield packs.platform("gate")
    packs.use_folder(None)


def test_the_emitter_has_every_process_and_no_exporter(platform) -> None:
    asked = StackRequest(platform=platform, provider=packs.provider("helm"))

    assert asked.scraped == {"gate": ("emitter:9101",), "side": ("emitter:9102",)}
    assert asked.providers == ()
    assert asked.needed == {"gate": "--target gate=HOST:PORT"}


def test_only_what_every_installation_has_needs_a_target(platform) -> None:
    helm = packs.provider("helm")

    refuse(StackRequest(platform=platform, provider=helm, targets={"gate": ("g:8787",)}))
    with pytest.raises(OpsError, match="'gate' has no target, though others have") as caught:
        refuse(StackRequest(platform=platform, provider=helm, targets={"side": ("s:8080",)}))
    assert caught.value.hint == (
        "give --target gate=HOST:PORT too, or no target at all for the emitter"
    )


def test_a_postgresql_that_is_named_is_scraped_all_the_same(platform) -> None:
    targets = {"gate": ("g:8787",), "helm": ("pg:9187",)}
    asked = StackRequest(platform=platform, provider=packs.provider("helm"), targets=targets)

    refuse(asked)
    assert [one.name for one in asked.providers] == ["helm"]


def test_a_secret_is_only_asked_for_where_pages_need_one() -> None:
    plain = packs.platform("truefoundry")
    helm = packs.provider("helm")
    without = files(StackRequest(platform=plain, provider=helm))
    secret = replace(plain, metrics_secret="GATE_SECRET")  # noqa: S106 - its name
    having = files(StackRequest(platform=secret, provider=helm))

    told = {name: text for name, text in without.items() if "dashboards" not in name}
    assert [name for name, text in told.items() if "METRICS_SECRET" in text] == []
    assert list(read(without, "compose.yaml")["secrets"]) == ["grafana_pass"]
    assert "--secret-file" not in read(without, "compose.yaml")["services"]["emitter"]["command"]
    assert "credentials_file" not in without["prometheus/prometheus.yml"]
    assert "\nGATE_SECRET=\n" in having[".env.example"]
    assert read(having, "compose.yaml")["secrets"]["gate_secret"] == {"environment": "GATE_SECRET"}
    assert read(having, "compose.yaml")["services"]["prometheus"]["secrets"] == ["gate_secret"]
    assert secret_file(secret) == "/run/secrets/gate_secret"
    assert secret_file(secret) in having["prometheus/prometheus.yml"]


def test_traces_are_sent_as_the_platform_is_told_to() -> None:
    platform, targets = packs.platform("truefoundry"), {"gateway": ("g:8787",)}
    stack = files(StackRequest(platform=platform, provider=packs.provider("helm"), targets=targets))

    assert "ARCHESTRA" not in stack["README.md"]
    assert "on this machine, sends\nthem by OTLP to `http://localhost:4318`." in stack["README.md"]


def test_rules_that_rest_on_a_guess_say_so_in_a_stack_too() -> None:
    asked = StackRequest(platform=packs.platform("truefoundry"), provider=packs.provider("helm"))

    rules = files(asked)["prometheus/rules/truefoundry.yaml"]
    head = [line for line in rules.splitlines() if line.startswith("#")]
    assert "#   TrueFoundryToolFailing: agents.failures" in head


def test_exemplars_are_only_stored_where_a_page_has_any() -> None:
    """Archestra's metrics lead to traces; those of a gateway do not."""
    helm = packs.provider("helm")
    own = [
        files(StackRequest(platform=packs.platform(name), provider=helm))
        for name in ("archestra", "truefoundry")
    ]
    for path in ("compose.yaml", "prometheus/prometheus.yml", "tempo/tempo.yaml"):
        assert ["exemplar" in one[path] for one in own] == [True, False]
    assert own[1]["prometheus/prometheus.yml"].startswith(
        "# Start Prometheus with --web.enable-remote-write-receiver for Tempo's service graph.\n"
        "global:\n"
        '  scrape_interval: "15s"\n'
        '  evaluation_interval: "15s"\n'
        "\n"
        "rule_files:\n"
    )
