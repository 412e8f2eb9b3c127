from __future__ import annotations

import httpx

from tests.checks.traces.conftest import Loki, Tempo, refusing


def test_a_tempo_that_wants_a_tenant(found, receiver) -> None:
    def answer(_request: httpx.Request) -> httpx.Response:
        return httpx.Response(401, text="no org id")

    assert found(receiver, answer, Loki(receiver)) == [
        (
            "http://tempo:3200: error traces/store-reachable: Tempo cannot be asked: it answered "
            "401 'no org id' (does it want a login (https://USER:TOKEN@HOST), or a tenant "
            "(--org-id)?)"
        )
    ]


def test_a_loki_that_is_none(found, receiver) -> None:
    def answer(_request: httpx.Request) -> httpx.Response:
        return httpx.Response(502, text="bad gateway")

    findings = found(receiver, None, answer)

    assert findings == [
        (
            "http://loki:3100: error traces/store-reachable: Loki cannot be asked: it answered 502 "
            "'bad gateway' (is it the address of the server itself, with the path that it is "
            "below?)"
        )
    ]


def test_a_loki_at_another_path(found, receiver) -> None:
    (finding,) = found(receiver, None, lambda _request: httpx.Response(404, text="no page"))

    assert "Loki cannot be asked: it answered 404 'no page'" in finding


def test_nobody_is_there(found, receiver) -> None:
    error = httpx.ConnectError("refused")
    error.__cause__ = ConnectionRefusedError(111, "refused")

    (finding,) = found(receiver, refusing(error))

    assert "Tempo cannot be asked: nothing listens at 'http://tempo:3200'" in finding


def test_stores_that_answer(found, receiver) -> None:
    assert not [one for one in found(receiver, Tempo(receiver), Loki(receiver)) if "store" in one]
