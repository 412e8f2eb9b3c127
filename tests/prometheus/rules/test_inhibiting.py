"""What a real Alertmanager hides with the configuration that is made for the shipped rules."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import pytest

from archestra_ops import packs
from archestra_ops.http import Http
from archestra_ops.prometheus.rules import default_values, rule_set
from archestra_ops.prometheus.rules.alertmanager import render
from tests.servers.alertmanager import serving_alertmanager

SITE = {"cluster": "eu", "namespace": "agents"}


@pytest.fixture(scope="module")
def alertmanager(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("inhibiting")
    values = default_values("archestra").with_examples()
    rules = rule_set(packs.platform("archestra"), packs.provider("helm"), values)
    config = folder / "alertmanager.yml"
    config.write_text(render(rules, by=values.texts("by")), "utf-8")
    with serving_alertmanager(config, folder) as address:
        yield f"http://{address}/api/v2/alerts"


def alert(name: str, case: str, **labels: str) -> dict[str, str]:
    # A case has a site of its own: an alert stays when its test is over.
    return {"alertname": f"Archestra{name}", **SITE, "cluster": case, **labels}


def is_hidden(api: str, source: Mapping[str, str], target: Mapping[str, str]) -> bool:
    with Http() as http:
        http.send_json("POST", api, [{"labels": source}, {"labels": target}])
        found = json.loads(http.get(api).text)
    return next(one["status"]["state"] == "suppressed" for one in found if one["labels"] == target)


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
