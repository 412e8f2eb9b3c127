from __future__ import annotations

import httpx
import pytest

from tests.checks.traces.conftest import ENDPOINT, refusing

# What httpx says to the first frame of a gRPC server.
FRAME = httpx.RemoteProtocolError("illegal status line: bytearray(b'\\x00\\x00\\x06\\x04')")
SPOKEN = "(the platform speaks OTLP over HTTP: name the collector's port 4318)"


@pytest.mark.parametrize("error", [FRAME, httpx.ConnectError("reset"), httpx.ReadTimeout("slow")])
def test_the_port_of_grpc_is_named(found, error) -> None:
    assert found(refusing(error), **{ENDPOINT: "http://collector:4317"}) == [
        (
            "http://collector:4317/v1/traces: error traces/protocol: port 4317 is the one for "
            f"gRPC, and it does not answer over HTTP {SPOKEN}"
        )
    ]


def test_another_port_that_speaks_no_http(found) -> None:
    assert found(refusing(FRAME)) == [
        (
            "http://collector:4318/v1/traces: error traces/protocol: what listens there does not "
            f"speak HTTP, as a server for gRPC does not {SPOKEN}"
        )
    ]


def test_http_on_the_port_of_grpc_is_fine(found, receiver) -> None:
    assert found(receiver, **{ENDPOINT: "http://collector:4317"}) == []


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            httpx.Response(404, text="404 page not found"),
            (
                "there is no OTLP at this path: it answered 404 (the platform adds '/v1/traces' to "
                "the endpoint: give it without, as in 'http://collector:4318', or with the path "
                "that the backend documents)"
            ),
        ),
        (
            httpx.Response(415),
            (
                "it does not take OTLP in JSON, which the platform sends: it answered 415 (put a "
                "collector between the platform and this backend)"
            ),
        ),
        (
            httpx.Response(308, headers={"location": "https://collector/"}),
            (
                "it answered with a redirect (308), which the platform does not follow (give the "
                "address that it redirects to, with its https://)"
            ),
        ),
        (
            httpx.Response(200, html="<html>Log in</html>"),
            (
                "it answered 200 with text/html, as no collector does: '<html>Log in</html>' (does "
                "a web server or a login page stand at this address?)"
            ),
        ),
    ],
)
def test_what_is_no_collector_is_named(found, answer, said) -> None:
    assert found(lambda _request: answer) == [
        f"http://collector:4318/v1/traces: error traces/protocol: {said}"
    ]
