"""A ruler by its API: what holds for any, ours or the one that MIMIR_ADDRESS names."""

from __future__ import annotations

import httpx
import yaml

PATH = "/prometheus/config/v1/rules"
GROUP = {"name": "g", "interval": "1m", "rules": [{"alert": "Down", "expr": "up == 0"}]}


def ask(mimir, method: str, path: str = "", body: object = None) -> tuple[int, str]:
    content = None if body is None else yaml.safe_dump(body)
    url = f"{mimir.url}{PATH}/{mimir.namespace}{path}"
    answer = httpx.request(method, url, content=content, headers=mimir.headers, timeout=30)
    return answer.status_code, answer.text


def test_groups_are_kept_by_name(mimir) -> None:
    assert ask(mimir, "POST", body=GROUP)[0] == 202
    assert ask(mimir, "POST", body={**GROUP, "interval": "30s"})[0] == 202

    status, text = ask(mimir, "GET", "/g")
    assert (status, yaml.safe_load(text)["interval"]) == (200, "30s")
    status, text = ask(mimir, "GET")
    assert status == 200
    assert [one["name"] for one in yaml.safe_load(text)[mimir.namespace]] == ["g"]


def test_what_is_not_there(mimir) -> None:
    assert ask(mimir, "GET", "/g")[0] == 404
    assert ask(mimir, "DELETE", "/g")[0] == 404


def test_what_is_no_group(mimir) -> None:
    assert ask(mimir, "POST", body=["text"])[0] == 400
    assert ask(mimir, "POST", body={**GROUP, "rules": [{"alert": "Down"}]})[0] == 400


def test_a_namespace_is_removed_with_all_its_groups(mimir) -> None:
    for name in ("one", "two"):
        ask(mimir, "POST", body={**GROUP, "name": name})

    assert ask(mimir, "DELETE")[0] == 202
    status, text = ask(mimir, "GET")
    assert status == 404 or yaml.safe_load(text) in ({}, None)
