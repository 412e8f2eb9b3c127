from __future__ import annotations

import pytest

from archestra_ops.errors import OpsError
from archestra_ops.otlp import Settings, from_environment

AUTH = "ARCHESTRA_OTEL_EXPORTER_OTLP_AUTH_"


def read(**variables: str) -> Settings:
    return from_environment({f"ARCHESTRA_OTEL_{name}": value for name, value in variables.items()})


def login(**variables: str) -> tuple[str | None, str]:
    settings = from_environment({f"{AUTH}{name}": value for name, value in variables.items()})
    header = settings.headers.get("Authorization")
    return header and header.reveal(), settings.lonely


def test_without_variables_the_platforms_defaults_hold() -> None:
    settings = from_environment({})

    assert settings == Settings()
    assert settings.traces_url == "http://localhost:4318/v1/traces"
    assert settings.logs_url == "http://localhost:4318/v1/logs"
    assert settings.headers == {}


def test_a_given_endpoint_replaces_the_variables() -> None:
    variables = {"ARCHESTRA_OTEL_EXPORTER_OTLP_ENDPOINT": " http://a:4318 "}

    assert from_environment(variables).named == "http://a:4318"
    assert from_environment(variables, "http://b:4318").named == "http://b:4318"


@pytest.mark.parametrize(
    ("variables", "header", "lonely"),
    [
        ({}, None, ""),
        ({"BEARER": " token "}, "Bearer token", ""),
        ({"BEARER": "token", "USERNAME": "me", "PASSWORD": "x"}, "Bearer token", ""),
        ({"BEARER": "token", "USERNAME": "me"}, "Bearer token", ""),
        ({"USERNAME": "me", "PASSWORD": "x"}, "Basic bWU6eA==", ""),
        ({"BEARER": " ", "USERNAME": " me ", "PASSWORD": "x"}, "Basic bWU6eA==", ""),
        ({"USERNAME": "me"}, None, f"{AUTH}USERNAME"),
        ({"USERNAME": "me", "PASSWORD": " "}, None, f"{AUTH}USERNAME"),
        ({"PASSWORD": "x"}, None, f"{AUTH}PASSWORD"),
    ],
)
def test_a_bearer_token_goes_before_user_and_password_and_half_is_nothing(
    variables, header, lonely
) -> None:
    assert login(**variables) == (header, lonely)


def test_a_token_that_no_header_can_carry() -> None:
    with pytest.raises(OpsError, match="bearer token holds characters that no token has"):
        login(BEARER="two words")


@pytest.mark.parametrize(
    ("text", "rate"),
    [("", 1.0), ("0.25", 0.25), ("0", 0.0), ("2", 1.0), ("-1", 1.0), ("nan", 1.0), ("x", 1.0)],
)
def test_the_sample_rate(text, rate) -> None:
    assert read(TRACES_SAMPLE_RATE=text).sample_rate == rate


@pytest.mark.parametrize(("text", "most"), [("", 10_000), ("7", 7), ("0", 10_000), ("x", 10_000)])
def test_the_length_of_content(text, most) -> None:
    assert read(CONTENT_MAX_LENGTH=text).content_length == most


def test_content_is_on_unless_it_is_switched_off_or_encrypted() -> None:
    secret = {"ARCHESTRA_CONTENT_ENCRYPTION_SECRET": "s"}

    assert read().content
    assert read(CAPTURE_CONTENT="0").content
    assert not read(CAPTURE_CONTENT="false").content
    assert not from_environment(secret).content
    assert from_environment(secret | {"ARCHESTRA_OTEL_CAPTURE_CONTENT": "true"}).content


def test_only_true_is_verbose() -> None:
    assert read(VERBOSE_TRACING="true").verbose
    assert not read(VERBOSE_TRACING="1").verbose


def test_no_login_is_shown() -> None:
    settings = from_environment({f"{AUTH}BEARER": "hidden"})

    assert "hidden" not in repr(settings)
