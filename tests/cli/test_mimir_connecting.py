from __future__ import annotations

from base64 import b64encode

import pytest

from archestra_ops.cli.connecting import Connection
from archestra_ops.cli.mimir_connecting import opened
from archestra_ops.errors import OpsError
from tests.servers.ruler import FakeRuler

URL = {"MIMIR_ADDRESS": "http://m/sub/"}
TWO = "set either MIMIR_AUTH_TOKEN, or MIMIR_API_USER and MIMIR_API_KEY"
HALF = "set both MIMIR_API_USER and MIMIR_API_KEY, or --token-file FILE for the key"


def basic(user: str, password: str) -> str:
    return "Basic " + b64encode(f"{user}:{password}".encode()).decode()


@pytest.mark.parametrize(
    ("environment", "in_file", "expected"),
    [
        ({}, "", None),
        ({"MIMIR_AUTH_TOKEN": "t"}, "", "Bearer t"),
        ({"MIMIR_API_USER": "u", "MIMIR_API_KEY": "k"}, "", basic("u", "k")),
        ({"MIMIR_API_KEY": "k"}, "", basic("team", "k")),
        ({}, "f", "Bearer f"),
        ({"MIMIR_API_USER": "u", "MIMIR_API_KEY": "k"}, "f", basic("u", "f")),
    ],
)
def test_the_login_is_that_of_its_own_tool(tmp_path, environment, in_file, expected) -> None:
    file = tmp_path / "token"
    file.write_text(in_file)
    with FakeRuler(authorization=expected or "") as fake:
        connection = Connection(url=fake.url, token_file=file if in_file else None)
        with opened(connection, "team", environment) as tenant:
            answer = tenant.http.get(f"{fake.url}{fake.path}")

    assert (answer.status, answer.text) == (404, "no rule groups found\n")


def test_the_tenant_and_the_address_of_the_environment() -> None:
    with opened(Connection(), "", {**URL, "MIMIR_TENANT_ID": " team "}) as tenant:
        assert (tenant.url, tenant.name) == ("http://m/sub", "team")
    with opened(Connection(url="http://n"), "mine", {**URL, "MIMIR_TENANT_ID": "team"}) as tenant:
        assert (tenant.url, tenant.name) == ("http://n", "mine")


def test_a_user_in_the_address_needs_no_other_login() -> None:
    environment = {"MIMIR_ADDRESS": "http://u:p@m", "MIMIR_AUTH_TOKEN": "t"}
    with FakeRuler(authorization=basic("u", "p"), tenants=False) as fake:
        address = fake.url.replace("http://", "http://u:p@")
        with opened(Connection(url=address), "", environment) as tenant:
            assert tenant.http.get(f"{address}{fake.path}").status == 404


@pytest.mark.parametrize(
    ("environment", "message", "hint"),
    [
        (
            {},
            "no Mimir is named",
            "give --mimir URL, or set MIMIR_ADDRESS, as in 'https://mimir.example'",
        ),
        (
            {**URL, "MIMIR_AUTH_TOKEN": "t", "MIMIR_API_KEY": "k"},
            "there are two logins to Mimir",
            TWO,
        ),
        ({**URL, "MIMIR_API_USER": "u"}, "of the login to Mimir one half is missing", HALF),
        ({**URL, "MIMIR_API_KEY": "k"}, "of the login to Mimir one half is missing", HALF),
        (
            {**URL, "MIMIR_TENANT_ID": "a\nb"},
            "the tenant 'a\\nb' cannot be sent",
            "tenants are printable ASCII",
        ),
    ],
)
def test_what_is_missing_or_wrong_is_said(environment, message, hint) -> None:
    with pytest.raises(OpsError) as caught, opened(Connection(), "", environment):
        pytest.fail("opened")

    assert (str(caught.value), caught.value.hint, caught.value.exit_code) == (message, hint, 2)


def test_a_certificate_that_is_not_verified_is_said(capsys) -> None:
    with opened(Connection(insecure=True), "", {"MIMIR_ADDRESS": "https://m"}):
        pass

    assert capsys.readouterr().err == "warning: the certificate of 'https://m' is not verified\n"
