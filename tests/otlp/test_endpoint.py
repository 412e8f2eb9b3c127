from __future__ import annotations

import pytest

from archestra_ops.otlp import logs_url, traces_url

HOST = "http://collector:4318"


@pytest.mark.parametrize(
    ("endpoint", "traces", "logs"),
    [
        ("", "http://localhost:4318/v1/traces", "http://localhost:4318/v1/logs"),
        ("  ", "http://localhost:4318/v1/traces", "http://localhost:4318/v1/logs"),
        (HOST, f"{HOST}/v1/traces", f"{HOST}/v1/logs"),
        (f" {HOST}// ", f"{HOST}/v1/traces", f"{HOST}/v1/logs"),
        (f"{HOST}/v1", f"{HOST}/v1/traces", f"{HOST}/v1/logs"),
        (f"{HOST}/v1/", f"{HOST}/v1/traces", f"{HOST}/v1/logs"),
        (f"{HOST}/otlp", f"{HOST}/otlp/v1/traces", f"{HOST}/otlp/v1/logs"),
        # One signal's path: the other's address is broken.
        (f"{HOST}/v1/traces", f"{HOST}/v1/traces", f"{HOST}/v1/traces/v1/logs"),
        (f"{HOST}/v1/trace", f"{HOST}/v1/traces", f"{HOST}/v1/trace/v1/logs"),
        (f"{HOST}/v1/logs", f"{HOST}/v1/logs/v1/traces", f"{HOST}/v1/logs"),
    ],
)
def test_addresses_are_made_as_the_platform_makes_them(endpoint, traces, logs) -> None:
    assert (traces_url(endpoint), logs_url(endpoint)) == (traces, logs)
