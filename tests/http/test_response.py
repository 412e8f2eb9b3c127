from __future__ import annotations

import gzip

import httpx
import pytest

from archestra_ops.errors import FetchError
from archestra_ops.http import Limits, Page, Response
from archestra_ops.http.stopwatch import Stopwatch


def response(body: bytes) -> Response:
    return Response(
        url="http://host/path?token=1",
        status=200,
        headers={},
        body=body,
        elapsed=0.1,
        encoded_size=len(body),
    )


def page(answer: httpx.Response, clock=lambda: 0.0) -> Page:
    return Page(answer, httpx.URL("http://host/path?q=1"), Limits(), Stopwatch(10.0, clock))


def test_text_and_json_come_from_the_body() -> None:
    assert response(b'{"a": [1]}').json() == {"a": [1]}
    assert response("grün\n".encode()).text == "grün\n"
    assert response(b"\xff").text == "\ufffd"


@pytest.mark.parametrize("body", [b"", b"<html>", b"\xff", b"[" * 100_000])
def test_what_is_not_json_is_refused(body) -> None:
    with pytest.raises(FetchError) as caught:
        response(body).json()

    assert str(caught.value) == "'http://host/path' did not answer in JSON"


def test_a_page_counts_what_comes_in() -> None:
    packed = gzip.compress(b"some text")
    answer = httpx.Response(
        203,
        headers={"Content-Encoding": "gzip", "X-Any": "thing"},
        content=iter([packed[:5], packed[5:]]),
    )
    read = page(answer)

    assert (read.url, read.status, read.encoded_size) == ("http://host/path?q=1", 203, 0)
    assert read.headers["x-any"] == "thing"
    assert b"".join(read.chunks) == b"some text"
    assert read.encoded_size == len(packed)


def test_the_time_limit_holds_between_chunks_but_not_while_we_work() -> None:
    now = 0.0

    def drip():
        nonlocal now
        while True:
            now += 4.0
            yield b"x"

    def clock() -> float:
        return now

    read = page(httpx.Response(200, content=drip()), clock)
    chunks = read.chunks
    next(chunks)
    next(chunks)
    assert read.elapsed == 8.0
    now += 1_000.0

    with pytest.raises(FetchError) as caught:
        next(chunks)
    assert str(caught.value) == "'http://host/path' did not answer in full in 10 seconds"


def test_a_connection_lost_on_the_way_is_an_error() -> None:
    def broken():
        yield b"x"
        raise httpx.ReadError("connection reset")

    with pytest.raises(FetchError) as caught:
        list(page(httpx.Response(200, content=broken())).chunks)

    assert str(caught.value) == "the connection to 'http://host' failed: connection reset"
