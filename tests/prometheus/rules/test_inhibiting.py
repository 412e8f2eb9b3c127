"""What a real Alertmanager hides with the configuration that is made for the shipped rules."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from archestra_ops import packs
from archestra_ops.http import Http
from archestra_ops.prometheus.rules import default_values, rule_set
from archestra_ops.prometheus.rules.alertmanager import render
from tests.servers.alertmanager import serving_alertmanager
from tests.servers.processes import until

SITE = {"cluster": "eu", "namespace": "agents"}


@contextmanager
def hiding(platform: str, folder: Path) -> Iterator[str]:
    values = default_values(platform).with_examples()
    rules = rule_set(packs.platform(platform), packs.provider("helm"), values)
    config = folder / "alertmanager.yml"
    config.write_text(render(rules, by=values.texts("by")), "utf-8")
    with serving_alertmanager(config, folder) as address:
        yield f"http://{address}/api/v2/alerts"


@pytest.fixture(scope="module")
def alertmanager(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with hiding("archestra", tmp_path_factory.mktemp("inhibiting")) as address:
        yield address


@pytest.fixture(scope="module")
def of_agyn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with hiding("agyn", tmp_path_factory.mktemp("inhibiting-agyn")) as address:
        yield address


def alert(name: str, case: str, **labels: str) -> dict[str, str]:
    # A case has a site of its own: an alert stays when its test is over.
    return {"alertname": f"Archestra{name}", **SITE, "cluster": case, **labels}


def agyn(name: str, case: str, namespace: str = "agyn", **labels: str) -> dict[str, str]:
    site = {"cluster": case, "namespace": namespace}
    return {"alertname": f"Agyn{name}", **site, "severity": "critical", **labels}


def surely_hidden(of: Mapping[str, str], case: str) -> tuple[dict[str, str], dict[str, str]]:
    """Of the platform of the alert *of*, one that hides another, and that other."""
    if of["alertname"].startswith("Agyn"):
        hidden = {**agyn("GatewayRefusing", case), "severity": "warning"}
        return agyn("OpenFgaFailing", case, "openfga"), hidden
    full, high = "PostgresStorageFull", "PostgresStorageHigh"
    claim = {"persistentvolumeclaim": "a"}
    return alert(full, case, **claim), alert(high, case, **claim)


def is_hidden(api: str, source: Mapping[str, str], target: Mapping[str, str]) -> bool:
    # An alert is there before what it hides is known, which is found out in the alerts' order:
    # when a later one has hidden another, what these do is decided.
    later, sure = surely_hidden(target, f"{source['cluster']}-{target['cluster']}-later")

    def is_suppressed(wanted: Mapping[str, str]) -> bool:
        found = json.loads(http.get(api).text)
        return next(
            one["status"]["state"] == "suppressed" for one in found if one["labels"] == wanted
        )

    with Http() as http:
        http.send_json("POST", api, [{"labels": one} for one in (source, target, later, sure)])
        until(lambda: is_suppressed(sure))
        return is_suppressed(target)


CASES = [
    ("PostgresConnectionsExhausted", "PostgresConnectionsHigh", "instance"),
    ("PostgresWraparoundImminent", "PostgresWraparoundNear", "instance"),
    ("PostgresStorageFull", "PostgresStorageHigh", "persistentvolumeclaim"),
    ("DatabasePoolWaiting", "DatabasePoolSaturated", "instance"),
    ("SandboxNotReady", "SandboxFailing", "instance"),
    ("ScheduledRunsFailing", "ScheduleNeverSucceeds", "agent_name"),
]


@pytest.mark.parametrize(("cause", "symptom", "label"), CASES)
@pytest.mark.parametrize("other", ["a", "b"])
def test_trouble_hides_only_that_of_the_same_thing(
    alertmanager: str, cause: str, symptom: str, label: str, other: str
) -> None:
    case = f"{cause}-{other}"
    source = alert(cause, case, **{label: "a"})
    target = alert(symptom, case, **{label: other})

    assert is_hidden(alertmanager, source, target) is (other == "a")


@pytest.mark.parametrize(
    ("cause", "symptom", "is_expected"),
    [
        ("LlmProviderFailing", "LlmSuccessBudgetBurn", True),
        ("ApiFailing", "ApiAvailabilityBudgetBurn", True),
        ("ApiLatencyBudgetBurn", "ApiSlow", True),
        ("WebDown", "ApiAvailabilityBudgetBurn", True),
        ("PostgresDown", "ApiLatencyBudgetBurn", True),
        ("PostgresDown", "DatabasePoolWaiting", True),
        ("PostgresDown", "TasksFailing", True),
        ("PostgresDown", "PostgresStorageFull", False),
        ("PostgresDown", "LlmProviderFailing", False),
    ],
)
def test_a_cause_hides_what_follows_from_it(
    alertmanager: str, cause: str, symptom: str, is_expected: bool
) -> None:
    case = f"{cause}-{symptom}"
    source = alert(cause, case, instance="db:9187", provider="openai", severity="critical")
    target = alert(symptom, case, job="web", task_type="sync", severity="critical")

    assert is_hidden(alertmanager, source, target) is is_expected


@pytest.mark.parametrize(("cluster", "is_expected"), [("", True), ("other", False)])
def test_openfga_has_a_namespace_of_its_own(
    of_agyn: str, cluster: str, *, is_expected: bool
) -> None:
    source = agyn("OpenFgaFailing", "fga", "openfga")
    target = {**agyn("GatewayRefusing", f"fga{cluster}"), "severity": "warning"}

    assert is_hidden(of_agyn, source, target) is is_expected


@pytest.mark.parametrize(
    ("down", "gone", "is_expected"),
    [
        ({"service": "gateway"}, {"deployment": "gateway", "service": "gateway"}, True),
        ({"service": "gateway"}, {"deployment": "tracing", "service": "tracing"}, False),
        ({"service": "gateway"}, {"deployment": "gateway-gateway", "service": "gateway"}, True),
        (
            {"job": "agyn-runners", "service": "runners"},
            {"deployment": "runners", "service": "runners"},
            True,
        ),
        (
            {"job": "agyn-runners", "service": "runners"},
            {"deployment": "k8s-runner", "service": "k8s-runner"},
            False,
        ),
    ],
)
@pytest.mark.parametrize("namespace", ["agyn", "shop"])
def test_one_outage_of_a_service_pages_once(
    of_agyn: str,
    down: Mapping[str, str],
    gone: Mapping[str, str],
    namespace: str,
    *,
    is_expected: bool,
) -> None:
    case = f"{gone['deployment']}-{namespace}"
    source = agyn("ServiceDown" if "job" in down else "GatewayDown", case, **down)
    target = agyn("DeploymentUnavailable", case, namespace, **gone)

    assert is_hidden(of_agyn, source, target) is (is_expected and namespace == "agyn")
