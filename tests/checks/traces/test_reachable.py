from __future__ import annotations

import httpx

from tests.checks.traces.conftest import ENDPOINT, refusing

NOBODY = httpx.ConnectError("refused")
NOBODY.__cause__ = ConnectionRefusedError(111, "refused")


def test_nobody_listens(found) -> None:
    assert found(refusing(NOBODY)) == [
        (
            "http://collector:4318/v1/traces: error traces/reachable: no span can be sent: "
            "nothing listens at 'http://collector:4318' (does it run, and is the port right?)"
        )
    ]


def test_nobody_listens_at_the_default(found) -> None:
    assert found(refusing(NOBODY), **{ENDPOINT: ""}) == [
        (
            "http://localhost:4318/v1/traces: error traces/reachable: no span can be sent: "
            "nothing listens at 'http://localhost:4318' "
            "(ARCHESTRA_OTEL_EXPORTER_OTLP_ENDPOINT is not set, this is its default)"
        )
    ]


def test_what_answers_is_reachable(found, receiver) -> None:
    assert found(receiver) == []
