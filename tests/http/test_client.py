from __future__ import annotations

import gzip
import re
import socket

import httpx
import pytest

from archestra_ops import __version__
from archestra_ops.errors import FetchError, OpsError
from archestra_ops.http import Http, Limits, Secret, Timing, Tls, basic
from archestra_ops.http.transport import Transport
from tests.servers.ports import refusing


def echo(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json=[str(request.url), dict(request.headers)])


def test_a_request_says_who_asks_and_for_what(mock_http) -> None:
    response = mock_http(echo).get(
        "http://host/p?a=1#here",
        params={"match[]": ["x", "y"], "b": "2"},
        headers={"X-Scope-OrgID": "team"},
        accept="text/plain",
    )

    assert response.json() == [
        "http://host/p?a=1&match%5B%5D=x&match%5B%5D=y&b=2#here",
        {
            "host": "host",
            "accept": "text/plain",
            "accept-encoding": "gzip",
            "connection": "keep-alive",
            "user-agent": f"archestra-ops/{__version__}",
            "x-scope-orgid": "team",
        },
    ]


def test_a_response_has_all_that_came(mock_http) -> None:
    packed = gzip.compress(b"text")
    headers = {"Content-Encoding": "gzip", "Content-Type": "text/plain"}

    response = mock_http(lambda _: httpx.Response(404, headers=headers, content=packed)).get(
        "http://host/p?q=1"
    )

    assert (response.url, response.status, response.body) == ("http://host/p?q=1", 404, b"text")
    assert response.headers["content-TYPE"] == "text/plain"
    assert response.encoded_size == len(packed)
    assert 0 <= response.elapsed < 30


def test_a_stream_gives_chunk_after_chunk_and_is_closed(mock_http) -> None:
    sent = []

    def content():
        for chunk in (b"one", b"two", b"three"):
            sent.append(chunk)
            yield chunk

    answer = httpx.Response(200, content=content())
    with mock_http(lambda _: answer).stream("http://host") as page:
        assert next(page.chunks) == b"one"

    assert sent == [b"one"]
    assert answer.is_closed


def test_a_form_is_encoded(mock_http) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        assert request.method == "POST"
        assert request.headers["content-type"] == "application/x-www-form-urlencoded"
        return httpx.Response(200, content=request.content)

    form = {"query": 'up{job="ä"}', "match[]": ["a", "b"]}

    assert mock_http(handler).post_form("http://host", form).text == (
        "query=up%7Bjob%3D%22%C3%A4%22%7D&match%5B%5D=a&match%5B%5D=b"
    )


def authorization(http: Http, url: str) -> str | None:
    return http.get(url).json()[1].get("authorization")


def test_the_bearer_is_sent_unless_the_address_holds_a_user(mock_http) -> None:
    http = mock_http(echo, bearer=Secret("t0ken"))

    assert authorization(http, "http://host") == "Bearer t0ken"
    assert authorization(http, "http://me:p%40ss@host") == "Basic bWU6cEBzcw=="
    assert authorization(http, "http://me@host") == "Basic bWU6"
    assert authorization(mock_http(echo), "http://host") is None


@pytest.mark.parametrize("text", ["", "two words", "line\n", "schlüssel", "\x00"])
def test_a_bearer_that_no_header_can_carry_is_refused(text) -> None:
    with pytest.raises(OpsError) as caught:
        Http(bearer=Secret(text))

    assert str(caught.value) == "the bearer token holds characters that no token has"
    assert caught.value.hint


def test_a_password_is_in_no_message(mock_http) -> None:
    def refuse(_request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    with pytest.raises(FetchError) as caught:
        mock_http(refuse, bearer=Secret("t0ken")).get("http://me:secret@host/p?key=abc")

    assert str(caught.value) == "the connection to 'http://host' failed: refused"


def test_where_nothing_listens() -> None:
    with refusing() as port, Http() as http, pytest.raises(FetchError) as caught:
        http.get(f"http://localhost:{port}/metrics", retries=0)

    assert re.fullmatch(r"nothing listens at 'http://localhost:\d+'", str(caught.value))


def test_a_host_that_does_not_exist(monkeypatch) -> None:
    def unknown(*_asked: object, **_more: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    # Some resolvers know every name, some take half a minute, and a proxy looks it up itself.
    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with Http(transport=Transport(Tls(), {})) as http, pytest.raises(FetchError) as caught:
        http.get("http://nowhere.invalid:9050", retries=0)

    assert str(caught.value) == "no address is known for the host 'nowhere.invalid'"


def test_a_body_without_end_is_cut_off(raw_server) -> None:
    def endless(request) -> None:
        request.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            request.wfile.write(b"metric 1\n" * 1_000)

    url = raw_server(endless)
    with Http(Limits(max_bytes=2**20)) as http, pytest.raises(FetchError) as caught:
        http.get(url)

    assert str(caught.value) == f"'{url}' sent more than 1 MiB"


def test_a_bomb_is_cut_off(raw_server) -> None:
    bomb = gzip.compress(bytes(32 * 2**20))

    def answer(request) -> None:
        head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(bomb)}\r\n\r\n"
        request.wfile.write(head.encode() + bomb)

    url = raw_server(answer)
    with Http() as http, pytest.raises(FetchError) as caught:
        http.get(url)

    assert str(caught.value) == (
        f"'{url}' sent a body that unpacks to more than 200 times its size"
    )


def test_a_server_that_speaks_something_else(raw_server) -> None:
    url = raw_server(lambda request: request.wfile.write(b"220 mail ESMTP\r\n"))

    with Http() as http, pytest.raises(FetchError, match=f"^'{url}' breaks HTTP: "):
        http.get(url, retries=0)


@pytest.mark.parametrize(
    "answered",
    [b"Content-Length: 9\r\n\r\nabc", b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"],
)
def test_a_body_that_breaks_off(raw_server, answered) -> None:
    url = raw_server(lambda request: request.wfile.write(b"HTTP/1.1 200 OK\r\n" + answered))

    with Http() as http, pytest.raises(FetchError, match=f"^'{url}' broke off within its answer$"):
        http.get(url)


def test_a_server_that_hangs_up_is_asked_again(raw_server) -> None:
    calls = []

    def answer(request) -> None:
        calls.append(request)
        if len(calls) == 3:
            request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")

    url = raw_server(answer)
    with Http(timing=Timing(sleep=lambda _seconds: None)) as http:
        assert http.get(url).body == b"ok"
    assert len(calls) == 3


def test_a_missing_certificate_file_is_the_users_to_put_right(tmp_path) -> None:
    with Http(tls=Tls(ca_file=tmp_path / "ca.pem")) as http, pytest.raises(OpsError) as caught:
        http.get("https://localhost:1")

    assert (caught.value.exit_code, str(caught.value)) == (
        2,
        f"the certificate file '{tmp_path / 'ca.pem'}' cannot be read: no such file or directory",
    )


def test_headers_of_its_own_go_with_every_request(mock_http) -> None:
    headers = {"X-Grafana-Org-Id": "7", "Authorization": basic("me", Secret("p@ss"))}
    http = mock_http(echo, headers=headers)

    for answer in (http.get("http://host"), http.send_json("PUT", "http://host", {})):
        sent = answer.json()[1]
        assert (sent["x-grafana-org-id"], sent["authorization"]) == ("7", "Basic bWU6cEBzcw==")
    assert authorization(http, "http://you:x@host") == "Basic eW91Ong="
    assert authorization(mock_http(echo, headers=headers, bearer=Secret("t")), "http://host") == (
        "Bearer t"
    )


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_a_document_is_sent_as_json(mock_http, method) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        assert (request.method, request.headers["accept"]) == (method, "application/json")
        assert request.headers["content-type"] == "application/json"
        return httpx.Response(200, content=request.content)

    answer = mock_http(handler).send_json(method, "http://host", {"title": "ä", "n": None})
    assert answer.text == '{"title":"ä","n":null}'


def test_without_a_document_there_is_no_body(mock_http) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        assert (request.content, "content-type" in request.headers) == (b"", False)
        return httpx.Response(204)

    assert mock_http(handler).send_json("DELETE", "http://host").status == 204


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_a_text_is_sent_with_its_headers(mock_http, method) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        assert (request.method, request.headers["authorization"]) == (method, "Bearer t")
        assert request.headers["content-type"] == "application/yaml"
        return httpx.Response(200, content=request.content)

    http = mock_http(handler, bearer=Secret("t"))
    answer = http.send(
        method, "http://host", "a: ä\n", headers={"Content-Type": "application/yaml"}
    )
    assert answer.text == "a: ä\n"
    assert http.send(method, "http://host", headers={"Content-Type": "application/yaml"}).text == ""


@pytest.mark.parametrize(("idempotent", "statuses"), [(False, [502]), (True, [502, 200])])
def test_a_text_is_sent_again_only_where_twice_is_as_good(mock_http, idempotent, statuses) -> None:
    asked = []

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append([502, 200][len(asked)])
        assert request.content == b"text"
        return httpx.Response(asked[-1])

    http = mock_http(handler)
    answer = http.send("POST", "http://host", "text", headers={}, idempotent=idempotent)

    assert (answer.status, asked) == (statuses[-1], statuses)


def test_secrets_are_concealed_in_what_a_server_says(mock_http) -> None:
    http = mock_http(echo, bearer=Secret("t0ken"))

    assert http.concealed("no t0ken here", "http://host") == "no *** here"
    assert http.concealed("no pa55 here", "http://me:pa55@host") == "no *** here"
