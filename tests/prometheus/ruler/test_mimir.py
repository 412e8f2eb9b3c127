"""What holds for any Mimir: ours, or the one that MIMIR_ADDRESS names."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from archestra_ops.http import Http, Secret
from archestra_ops.prometheus.ruler import Mimir, RulerRefusedError
from tests.prometheus.ruler.memory import alert, group
from tests.servers.ruler import FakeRuler

FIRST = group(
    "a/b c",
    alert("Down", "up == 0", hold="90s", labels={"severity": "critical"}),
    alert("Slow", 'x{a="é"} > 1\n  and y', annotations={"summary": "{{ $value }}\nand more"}),
    interval="60s",
)


@pytest.fixture
def ruler(mimir) -> Iterator[Mimir]:
    with Http(headers=mimir.headers) as http:
        yield Mimir(http, mimir.url, mimir.namespace)


def test_groups_are_put_read_back_replaced_and_removed(ruler) -> None:
    assert ruler.groups() == {}

    ruler.put(FIRST)
    ruler.put(group("second"))
    assert ruler.groups() == {
        "a/b c": ruler.content(FIRST),
        "second": ruler.content(group("second")),
    }

    other = group("second", alert("Other"))
    ruler.put(other)
    ruler.remove("a/b c")
    ruler.remove("a/b c")
    assert ruler.groups() == {"second": ruler.content(other)}

    ruler.remove("second")
    assert ruler.groups() == {}


def test_what_it_refuses_is_told_in_its_words(ruler) -> None:
    with pytest.raises(RulerRefusedError) as caught:
        ruler.put(group("broken", alert("Down", "")))

    assert "refuses to keep the group 'broken': " in str(caught.value)
    assert ruler.groups() == {}


def test_where_cortex_has_it() -> None:
    with FakeRuler(path="/api/v1/rules") as fake, Http(headers={"X-Scope-OrgID": "team"}) as http:
        ruler = Mimir(http, fake.url, "ns", "/api/v1/rules")
        ruler.put(FIRST)

        assert fake.asked == ["POST /api/v1/rules/ns 202"]
        assert list(fake.kept["team"]["ns"]) == ["a/b c"]
        assert ruler.url == fake.url


def test_what_is_sent(mock_http) -> None:
    sent = []

    def handler(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(202, json={"status": "success"})

    Mimir(mock_http(handler, bearer=Secret("t")), "http://m/sub/", "my ns").put(
        group("g", alert("Down", hold="5m"))
    )

    (request,) = sent
    assert str(request.url) == "http://m/sub/prometheus/config/v1/rules/my%20ns"
    assert request.headers["content-type"] == "application/yaml"
    assert request.headers["authorization"] == "Bearer t"
    assert request.content.decode() == (
        "name: g\nrules:\n  - alert: Down\n    expr: up == 0\n    for: 5m\n"
    )


def test_secrets_are_not_repeated(mock_http) -> None:
    def handler(_: httpx.Request) -> httpx.Response:
        return httpx.Response(401, text="wrong token t0ken")

    ruler = Mimir(mock_http(handler, bearer=Secret("t0ken")), "http://m", "ns")

    with pytest.raises(RulerRefusedError, match=r"wrong token \*\*\*"):
        ruler.groups()
