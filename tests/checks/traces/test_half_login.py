from __future__ import annotations

import pytest


@pytest.mark.parametrize("half", ["USERNAME", "PASSWORD"])
def test_half_a_login_is_no_login(found, receiver, half) -> None:
    name = f"ARCHESTRA_OTEL_EXPORTER_OTLP_AUTH_{half}"

    assert found(receiver, **{name: "x"}) == [
        (
            f"http://collector:4318/v1/traces: warning traces/half-login: '{name}' is set alone: "
            "the platform warns of it and sends no login at all (set both ..._AUTH_USERNAME and "
            "..._AUTH_PASSWORD, or neither)"
        )
    ]
    assert all("authorization" not in request.headers for request in receiver.requests)
