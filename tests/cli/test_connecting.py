from __future__ import annotations

import httpx
import pytest

from archestra_ops.cli.connecting import Api, Connection, connected
from archestra_ops.errors import OpsError
from archestra_ops.grafana.api.apps import AppsApi
from archestra_ops.grafana.api.classic import ClassicApi
from archestra_ops.grafana.api.discovery import Discovered
from archestra_ops.http import transport

TOKEN = {"GRAFANA_TOKEN": "glsa_1"}
URL = {"GRAFANA_URL": "http://grafana.example/sub//"}


@pytest.fixture
def sent(monkeypatch) -> list[httpx.Request]:
    """The requests that are sent, each of which is answered with an organisation."""
    requests: list[httpx.Request] = []

    def handle(_self: object, request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return httpx.Response(200, json={"id": 1, "name": "Main"})

    monkeypatch.setattr(transport.Transport, "handle_request", handle)
    return requests


def ask(connection: Connection, environment: dict[str, str]) -> None:
    with connected(connection, environment) as grafana:
        grafana.organisation()


CLASSIC = Connection(api=Api.CLASSIC)


def test_nothing_is_sent_before_the_first_question(sent) -> None:
    with connected(Connection(), URL | TOKEN) as grafana:
        assert grafana.url == "http://grafana.example/sub"
    assert sent == []


@pytest.mark.parametrize(
    ("environment", "authorization"),
    [
        (TOKEN, "Bearer glsa_1"),
        ({"GRAFANA_USER": "me", "GRAFANA_PASS": "pw"}, "Basic bWU6cHc="),
        ({"GRAFANA_USER": "me", "GRAFANA_PASSWORD": "pw"}, "Basic bWU6cHc="),
        (TOKEN | {"GRAFANA_USER": "me", "GRAFANA_PASS": "pw"}, "Bearer glsa_1"),
        ({"GRAFANA_TOKEN": "", "GRAFANA_USER": "me", "GRAFANA_PASS": "pw"}, "Basic bWU6cHc="),
    ],
)
def test_the_environment_says_who_asks(sent, environment, authorization) -> None:
    ask(CLASSIC, URL | environment)

    (request,) = sent
    assert str(request.url) == "http://grafana.example/sub/api/org"
    assert request.headers["authorization"] == authorization
    assert "x-grafana-org-id" not in request.headers


def test_options_come_before_the_environment(sent, tmp_path) -> None:
    (tmp_path / "token").write_text("glsa_file\n")
    connection = Connection(
        url="http://other.example", token_file=tmp_path / "token", api=Api.CLASSIC
    )

    ask(connection, URL | TOKEN)

    assert str(sent[0].url) == "http://other.example/api/org"
    assert sent[0].headers["authorization"] == "Bearer glsa_file"


def test_the_address_may_hold_the_user(sent) -> None:
    with connected(CLASSIC, {"GRAFANA_URL": "http://me:pw@grafana.example", **TOKEN}) as grafana:
        grafana.organisation()

    assert sent[0].headers["authorization"] == "Basic bWU6cHc="
    assert grafana.url == "http://grafana.example"


def test_the_organisation_goes_along(sent) -> None:
    ask(CLASSIC, {**URL, **TOKEN, "GRAFANA_ORG_ID": " 7 "})

    assert sent[0].headers["x-grafana-org-id"] == "7"


@pytest.mark.parametrize(
    ("api", "kind"), [(Api.AUTO, Discovered), (Api.CLASSIC, ClassicApi), (Api.APPS, AppsApi)]
)
def test_the_api_is_chosen(api, kind) -> None:
    with connected(Connection(api=api), URL | TOKEN) as grafana:
        assert type(grafana) is kind


def test_it_is_said_aloud_that_nothing_is_verified(capsys) -> None:
    url = "https://me:pw@grafana.example/"
    with connected(Connection(url=url, insecure=True), {}):
        pass

    printed = capsys.readouterr()
    assert printed.err == (
        "warning: the certificate of 'https://grafana.example' is not verified\n"
    )
    assert printed.out == ""


@pytest.mark.parametrize(
    ("environment", "message", "hint"),
    [
        (
            TOKEN,
            "no Grafana is named",
            "give --grafana URL, or set GRAFANA_URL, as in 'https://grafana.example/grafana'",
        ),
        (
            {"GRAFANA_URL": "grafana:3000", **TOKEN},
            "'grafana:3000' is not an http or https address",
            "did you mean 'http://grafana:3000'?",
        ),
        (
            URL,
            "there is no login for 'http://grafana.example/sub'",
            (
                "set GRAFANA_TOKEN to a service account's token, or GRAFANA_USER and GRAFANA_PASS; "
                "--token-file FILE reads a token"
            ),
        ),
        (
            URL | {"GRAFANA_USER": "me"},
            "of the login for 'http://grafana.example/sub' one half is missing",
            "set both GRAFANA_USER and GRAFANA_PASS, or GRAFANA_TOKEN instead",
        ),
        (
            URL | {"GRAFANA_TOKEN": "s3cret\nline"},
            "the bearer token holds characters that no token has",
            "it must be printable ASCII without spaces; was more than the token copied?",
        ),
        (
            URL | TOKEN | {"GRAFANA_ORG_ID": "main"},
            "GRAFANA_ORG_ID 'main' is not the number of an organisation",
            "as in 1",
        ),
    ],
)
def test_what_is_missing_or_wrong_is_said(environment, message, hint) -> None:
    with pytest.raises(OpsError) as caught, connected(Connection(), environment):
        pytest.fail("not connected")

    assert (str(caught.value), caught.value.hint) == (message, hint)
    assert caught.value.exit_code == 2


def test_a_key_needs_its_certificate(tmp_path) -> None:
    connection = Connection(key_file=tmp_path / "key")

    with pytest.raises(OpsError) as caught, connected(connection, URL | TOKEN):
        pytest.fail("not connected")

    assert str(caught.value) == (
        f"'--key-file {tmp_path}/key' is of no use without its certificate"
    )
