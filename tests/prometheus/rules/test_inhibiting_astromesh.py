"""That one outage of Astromesh pages once, and that what it does not explain pages beside it."""

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

DOCTOR = {"job": "astromesh-doctor", "instance": "http://astromesh-0:8000/v1/system/doctor"}
# As alerts/astromesh/tests show them.
LABELS = {
    "LlmCallsFailing": {},
    "RunsFailing": {},
    "RunSuccessBudgetBurn": {"slo": "run_success", "burnrate_tier": "page_quick"},
    "Unhealthy": {**DOCTOR, "source": "runtime"},
}


@contextmanager
def alertmanager(profile: str, folder: Path) -> Iterator[str]:
    values = default_values("astromesh").with_examples()
    rules = rule_set(packs.platform("astromesh", profile), packs.provider("helm"), values)
    config = folder / "alertmanager.yml"
    config.write_text(render(rules, by=values.texts("by")), "utf-8")
    with serving_alertmanager(config, folder) as address:
        yield f"http://{address}/api/v2/alerts"


@pytest.fixture(scope="module")
def pushed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with alertmanager("otlp", tmp_path_factory.mktemp("otlp")) as api:
        yield api


@pytest.fixture(scope="module")
def documented(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with alertmanager("documented", tmp_path_factory.mktemp("documented")) as api:
        yield api


def alert(name: str, case: str, **labels: str) -> dict[str, str]:
    # A case has a site of its own: an alert stays when its test is over.
    site = {"cluster": case, "namespace": "ai", "severity": "critical"}
    return {"alertname": f"Astromesh{name}", **site, **LABELS.get(name, {}), **labels}


def paging(api: str, *alerts: Mapping[str, str]) -> list[str]:
    """The names of those of *alerts* that page, in order."""
    # What an alert hides is found out in the alerts' order: once a later one has hidden another,
    # what these do is decided.
    case = f"{alerts[0]['cluster']}-later"
    later = alert("MetricsDown", case, source="collector")
    sure = {**alert("RunsStopped", case), "severity": "warning"}

    def states() -> list[tuple[dict[str, str], str]]:
        return [(one["labels"], one["status"]["state"]) for one in json.loads(http.get(api).text)]

    with Http() as http:
        http.send_json("POST", api, [{"labels": one} for one in (*alerts, later, sure)])
        until(lambda: (sure, "suppressed") in states())
        active = [labels for labels, state in states() if state == "active"]
    return [one["alertname"].removeprefix("Astromesh") for one in alerts if one in active]


def test_many_failing_runs_page_once(pushed: str, documented: str) -> None:
    outage = [alert(name, "runs") for name in ("RunsFailing", "RunSuccessBudgetBurn")]

    assert paging(pushed, *outage) == ["RunsFailing"]
    assert paging(documented, *outage) == ["RunsFailing"]


def test_a_provider_explains_no_runs_that_fail(pushed: str) -> None:
    """Few failing calls are enough for the one, and it may be silenced."""
    both = [alert(name, "provider") for name in ("LlmCallsFailing", "RunsFailing")]

    assert paging(pushed, *both) == ["LlmCallsFailing", "RunsFailing"]


def test_another_site_pages_by_itself(pushed: str) -> None:
    here, there = alert("RunsFailing", "a"), alert("RunSuccessBudgetBurn", "b")

    assert paging(pushed, here, there) == ["RunsFailing", "RunSuccessBudgetBurn"]
    moved = {**alert("RunSuccessBudgetBurn", "a"), "namespace": "other"}
    assert paging(pushed, here, moved) == ["RunsFailing", "RunSuccessBudgetBurn"]


def test_a_dead_runtime_pages_once_where_it_shows_its_metrics(documented: str) -> None:
    """Of the two it is the one without which no other alert can fire."""
    dead = [alert("Unhealthy", "dead"), alert("MetricsDown", "dead", source="runtime")]

    assert paging(documented, *dead) == ["MetricsDown"]


def test_a_runtime_that_only_says_that_it_is_not_well_pages(documented: str) -> None:
    assert paging(documented, alert("Unhealthy", "ill")) == ["Unhealthy"]


def test_a_collector_that_is_gone_pages_beside_a_runtime_that_is_not_well(pushed: str) -> None:
    both = [alert("Unhealthy", "two"), alert("MetricsDown", "two", source="collector")]

    assert paging(pushed, *both) == ["Unhealthy", "MetricsDown"]


def test_a_runtime_that_is_not_well_pages_beside_runs_that_fail(pushed: str) -> None:
    both = [alert("Unhealthy", "doctor"), alert("RunsFailing", "doctor")]

    assert paging(pushed, *both) == ["Unhealthy", "RunsFailing"]
