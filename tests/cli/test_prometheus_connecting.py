from __future__ import annotations

from base64 import b64encode

import pytest

from archestra_ops.cli.connecting import Connection
from archestra_ops.cli.prometheus_connecting import named, opened
from archestra_ops.errors import OpsError

URL = "http://prometheus:9090"
TOKEN = {"PROMETHEUS_TOKEN": "t"}


def sent(connection: Connection, tenant: str = "", **environment: str) -> dict[str, str]:
    """The headers that go with every request."""
    with opened(connection, tenant, environment) as line:
        headers = line.api._http._headers
        return {
            name: value if isinstance(value, str) else value.reveal()
            for name, value in headers.items()
        }


@pytest.mark.parametrize(
    ("environment", "login"),
    [
        ({}, None),
        ({"PROMETHEUS_TOKEN": "t"}, "Bearer t"),
        (
            {"PROMETHEUS_USER": "u", "PROMETHEUS_PASS": "p"},
            "Basic " + b64encode(b"u:p").decode(),
        ),
    ],
)
def test_the_login_of_the_environment(environment, login) -> None:
    assert sent(Connection(url=URL), **environment).get("Authorization") == login


def test_a_token_in_a_file_comes_first(tmp_path) -> None:
    file = tmp_path / "token"
    file.write_text("from-file\n")

    headers = sent(Connection(url=URL, token_file=file), **TOKEN)

    assert headers["Authorization"] == "Bearer from-file"


def test_a_user_in_the_address_is_enough_and_is_not_shown() -> None:
    connection = Connection(url="http://u:secret@prometheus:9090/mimir/")

    assert sent(connection, **TOKEN) == {}
    with opened(connection, environment={}) as line:
        assert line.url == "http://prometheus:9090/mimir"


def test_the_tenant_is_a_header() -> None:
    assert sent(Connection(url=URL), "team-a") == {"X-Scope-OrgID": "team-a"}


def test_the_address_of_the_environment() -> None:
    assert named(None, {"PROMETHEUS_URL": f" {URL} "}) == URL
    assert named("http://other", {"PROMETHEUS_URL": URL}) == "http://other"
    assert named(None, {}) == ""


@pytest.mark.parametrize(
    ("connection", "tenant", "environment", "message"),
    [
        (Connection(), "", {}, "no Prometheus is named"),
        (Connection(url=URL), "a\nb", {}, "the tenant 'a\\nb' cannot be sent"),
        (
            Connection(url=URL),
            "",
            {"PROMETHEUS_USER": "u"},
            "of the login to Prometheus one half is missing",
        ),
    ],
)
def test_what_is_wrong(connection, tenant, environment, message) -> None:
    with pytest.raises(OpsError) as caught, opened(connection, tenant, environment):
        pass

    assert str(caught.value) == message
