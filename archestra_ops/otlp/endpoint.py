"""What the platform makes of the address of its collector: one for traces, one for logs.

By release v1.3.15: white space round the address goes, and slashes at its end. The address for logs
is made of the same text and does not know of `/v1/traces`.
"""

from __future__ import annotations

from typing import Final

DEFAULT: Final = "http://localhost:4318"
TRACES, LOGS = "/v1/traces", "/v1/logs"


def traces_url(endpoint: str) -> str:
    """Where the platform sends spans to if *endpoint* is its collector; the default if empty."""
    url = _plain(endpoint)
    # A letter that is often forgotten; the platform puts it in for traces alone.
    return f"{url}s" if url.endswith("/v1/trace") else _with(url, TRACES)


def logs_url(endpoint: str) -> str:
    """Where it sends log records to; of an address for traces it makes one that is none."""
    return _with(_plain(endpoint), LOGS)


def _plain(endpoint: str) -> str:
    return endpoint.strip().rstrip("/") or DEFAULT


def _with(url: str, path: str) -> str:
    if url.endswith(path):
        return url
    return url + path.removeprefix("/v1") if url.endswith("/v1") else url + path
