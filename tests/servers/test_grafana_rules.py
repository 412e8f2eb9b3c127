"""Importing the rules of Prometheus: what holds for any Grafana that can, ours or a real one."""

from __future__ import annotations

import pytest

from tests.servers.grafana.instance import Answered, Instance

PATH = "/api/convert/prometheus/config/v1/rules"
RULE = {"alert": "Down", "expr": "up == 0", "for": "5m", "labels": {"severity": "critical"}}


@pytest.fixture
def headers(grafana) -> dict[str, str]:
    folder = grafana.put_folder("rules")
    return {
        "X-Grafana-Alerting-Datasource-UID": grafana.put_datasource("p", "prometheus"),
        "X-Grafana-Alerting-Folder-UID": folder,
        "Accept": "application/json",
    }


def post(grafana: Instance, namespace: str, group: object, headers: dict[str, str]) -> Answered:
    return grafana.ask("POST", f"{PATH}/{namespace}", group, **headers)


@pytest.mark.grafana(since=11)
def test_groups_are_imported_and_read_back(grafana, headers) -> None:
    namespace = grafana.uid("ns")
    for name in ("one", "two"):
        group = {"name": name, "interval": "1m", "rules": [RULE]}
        answered = post(grafana, namespace, group, headers)
        assert (answered.status, answered.document["status"]) == (202, "success")

    everything = grafana.ask("GET", PATH, **headers).document
    only = grafana.ask("GET", f"{PATH}/{namespace}", **headers).document
    group = grafana.ask("GET", f"{PATH}/{namespace}/two", **headers).document

    assert sorted(each["name"] for each in everything[namespace]) == ["one", "two"]
    assert only == {namespace: everything[namespace]}
    assert group["rules"][0]["expr"] == "up == 0"


@pytest.mark.grafana(since=11)
def test_several_at_once_and_a_group_in_the_place_of_one(grafana, headers) -> None:
    first, second = grafana.uid("a"), grafana.uid("b")
    group = {"name": "g", "rules": [RULE]}
    body = {first: [group, {**group, "name": "h"}], second: [group]}
    assert grafana.ask("POST", PATH, body, **headers).status == 202

    changed = {"name": "g", "rules": [{**RULE, "expr": "up < 1"}]}
    post(grafana, first, changed, headers)

    found = grafana.ask("GET", f"{PATH}/{first}", **headers).document[first]
    assert sorted((each["name"], each["rules"][0]["expr"]) for each in found) == [
        ("g", "up < 1"),
        ("h", "up == 0"),
    ]


@pytest.mark.grafana(since=11)
def test_groups_are_deleted(grafana, headers) -> None:
    namespace = grafana.uid("ns")
    for name in ("one", "two"):
        post(grafana, namespace, {"name": name, "rules": [RULE]}, headers)

    assert grafana.ask("DELETE", f"{PATH}/{namespace}/one", **headers).status == 202
    left = grafana.ask("GET", f"{PATH}/{namespace}", **headers).document[namespace]
    assert [each["name"] for each in left] == ["two"]
    assert grafana.ask("DELETE", f"{PATH}/{namespace}", **headers).status == 202
    assert grafana.ask("GET", PATH, **headers).document.get(namespace, []) == []
    assert grafana.ask("DELETE", f"{PATH}/{namespace}/one", **headers).status == 404


@pytest.mark.grafana(since=11)
def test_without_the_datasource(grafana, headers) -> None:
    del headers["X-Grafana-Alerting-Datasource-UID"]

    answered = post(grafana, grafana.uid("ns"), {"name": "g", "rules": [RULE]}, headers)

    assert answered.status == 400
    assert answered.document["message"] == (
        "Missing datasource UID header: X-Grafana-Alerting-Datasource-UID"
    )


@pytest.mark.grafana(since=11)
def test_a_header_that_is_neither_true_nor_false(grafana, headers) -> None:
    headers["X-Grafana-Alerting-Alert-Rules-Paused"] = "perhaps"

    assert post(grafana, grafana.uid("ns"), {"name": "g", "rules": [RULE]}, headers).status == 400


@pytest.mark.grafana(since=11)
def test_rules_that_people_may_edit_are_not_given_back(grafana, headers) -> None:
    namespace = grafana.uid("ns")
    editable = {**headers, "X-Disable-Provenance": "true"}

    assert post(grafana, namespace, {"name": "g", "rules": [RULE]}, editable).status == 202

    found = grafana.ask("GET", f"{PATH}/{namespace}", **headers).document
    assert found.get(namespace, []) == []


@pytest.mark.grafana(since=11)
def test_a_folder_with_rules_is_only_deleted_by_force(grafana, headers) -> None:
    post(grafana, grafana.uid("ns"), {"name": "g", "rules": [RULE]}, headers)
    folders = grafana.done("GET", f"/api/folders?parentUid={grafana.uid('rules')}")
    path = f"/api/folders/{folders[0]['uid']}"

    assert grafana.ask("DELETE", path).status == 400
    assert grafana.ask("DELETE", f"{path}?forceDeleteRules=true").status == 200
