from __future__ import annotations

import httpx
import pytest

TOKEN = "ARCHESTRA_OTEL_EXPORTER_OTLP_AUTH_BEARER"  # noqa: S105 - the variable's name
USER = "ARCHESTRA_OTEL_EXPORTER_OTLP_AUTH_USERNAME"
PASSWORD = "ARCHESTRA_OTEL_EXPORTER_OTLP_AUTH_PASSWORD"  # noqa: S105 - the variable's name
HERE = "http://collector:4318/v1/traces: error traces/authorised:"
ORDER = "(ARCHESTRA_OTEL_EXPORTER_OTLP_AUTH_BEARER goes before user and password)"


def guarded(receiver, expected: str):
    def answer(request: httpx.Request) -> httpx.Response:
        given = request.headers.get("authorization", "")
        if given == expected:
            return receiver(request)
        return httpx.Response(401, json={"code": 16, "message": f"no: {given}"})

    return answer


def test_no_login_where_one_is_wanted(found) -> None:
    assert found(lambda _request: httpx.Response(401, text="authentication required")) == [
        (
            f"{HERE} it wants a login, and none is sent: it answered 401 'authentication "
            "required' (set ARCHESTRA_OTEL_EXPORTER_OTLP_AUTH_BEARER, or both ..._AUTH_USERNAME "
            "and ..._AUTH_PASSWORD)"
        )
    ]


@pytest.mark.parametrize(
    ("variables", "kind", "shown"),
    [
        ({TOKEN: "wrong-token"}, "bearer", "no: Bearer ***"),
        ({USER: "me", PASSWORD: "wrong-word"}, "basic", "no: Basic ***"),
    ],
)
def test_a_wrong_login_is_named_and_not_shown(found, receiver, variables, kind, shown) -> None:
    assert found(guarded(receiver, "Bearer right"), **variables) == [
        f"{HERE} it refuses the {kind} login: it answered 401 '{shown}' {ORDER}"
    ]


def test_the_right_login(found, receiver) -> None:
    assert found(guarded(receiver, "Bearer right"), **{TOKEN: "right", USER: "me"}) == []
    assert found(guarded(receiver, "Basic bWU6eA=="), **{USER: "me", PASSWORD: "x"}) == []
