from __future__ import annotations

import httpx
import pytest

from archestra_ops.errors import FetchError, OpsError
from archestra_ops.http import Secret
from archestra_ops.otlp import Answer, send

URL = "http://collector:4318/v1/traces"


def answered(mock_http, answer: httpx.Response, **settings: object) -> Answer:
    return send(mock_http(lambda _request: answer, **settings), URL, {"resourceSpans": []})


def test_what_is_sent_is_json_and_its_login_goes_with_it(mock_http) -> None:
    seen = []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json={})

    http = mock_http(handle, headers={"Authorization": Secret("Bearer t")})

    assert send(http, URL, {"resourceSpans": []}).accepted
    (request,) = seen
    assert request.method == "POST"
    assert request.headers["content-type"] == "application/json"
    assert request.headers["authorization"] == "Bearer t"
    assert request.content == b'{"resourceSpans":[]}'


@pytest.mark.parametrize(
    ("answer", "status", "reply", "rejected", "otlp"),
    [
        (httpx.Response(200, json={}), 200, "", 0, True),
        (httpx.Response(202), 202, "", 0, True),
        (httpx.Response(200, json={"partialSuccess": {}}), 200, "", 0, True),
        (
            httpx.Response(200, json={"partialSuccess": {"rejectedSpans": "2"}}),
            200,
            "",
            2,
            True,
        ),
        (
            httpx.Response(
                200, json={"partial_success": {"rejectedLogRecords": 1, "errorMessage": "e"}}
            ),
            200,
            "e",
            1,
            True,
        ),
        (httpx.Response(200, json={"partialSuccess": {"rejectedSpans": "-"}}), 200, "", 0, True),
        (
            httpx.Response(
                200, content=b"\x0a", headers={"content-type": "application/x-protobuf"}
            ),
            200,
            "",
            0,
            True,
        ),
        (httpx.Response(200, html="<p>hi\nthere</p>"), 200, "<p>hi there</p>", 0, False),
        (httpx.Response(400, json={"code": 3, "message": "bad"}), 400, "bad", 0, True),
        (httpx.Response(500, text="oh no"), 500, "oh no", 0, False),
        (httpx.Response(500, json=["x"]), 500, '["x"]', 0, True),
        (
            httpx.Response(
                500, content=b"\x08", headers={"content-type": "application/x-protobuf"}
            ),
            500,
            "",
            0,
            True,
        ),
    ],
)
def test_what_is_answered(mock_http, answer, status, reply, rejected, otlp) -> None:
    found = answered(mock_http, answer)

    assert (found.status, found.reply, found.rejected, found.otlp) == (
        status,
        reply,
        rejected,
        otlp,
    )


def test_a_redirect_is_an_answer(mock_http) -> None:
    answer = httpx.Response(307, headers={"location": "https://elsewhere/"})

    assert answered(mock_http, answer).status == 307


def test_a_long_reply_is_cut_and_our_login_is_not_in_it(mock_http) -> None:
    answer = httpx.Response(403, text="hidden " + "x" * 200)
    headers = {"Authorization": Secret("Bearer hidden")}

    assert answered(mock_http, answer, headers=headers).reply == f"*** {'x' * 115}…"


def test_no_answer_and_no_address(mock_http) -> None:
    def handle(_request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("")

    with pytest.raises(FetchError, match="did not answer in full"):
        send(mock_http(handle), URL, {})
    with pytest.raises(OpsError, match="is not an http or https address"):
        send(mock_http(handle), "nothing", {})
