from __future__ import annotations

from contextlib import suppress

import httpx
import pytest

from archestra_ops.errors import FetchError
from archestra_ops.http import Timing

NAME = "http://host/path"


class Pauses(list):
    """Records how long was paused, with the lot always at its highest."""

    def timing(self) -> Timing:
        return Timing(sleep=self.append, random=lambda: 1.0)


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


def sequence(*answers: httpx.Response | Exception):
    """A handler that gives one answer after the other, and the requests it saw."""
    seen: list[httpx.Request] = []

    def handler(request: httpx.Request) -> httpx.Response:
        answer = answers[len(seen)]
        seen.append(request)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return handler, seen


def test_a_status_is_an_answer_whatever_it_is(mock_http) -> None:
    handler, seen = sequence(httpx.Response(500, text="broken"))

    response = mock_http(handler).get(NAME)

    assert (response.status, response.text, len(seen)) == (500, "broken", 1)


def test_what_may_pass_is_tried_three_times(mock_http, pauses) -> None:
    handler, seen = sequence(
        httpx.ConnectError("refused"), httpx.Response(503), httpx.Response(200, text="ok")
    )

    assert mock_http(handler, timing=pauses.timing()).get(NAME).text == "ok"
    assert len(seen) == 3
    assert pauses == [0.5, 1.0]


def test_the_last_answer_counts(mock_http, pauses) -> None:
    handler, seen = sequence(
        httpx.Response(429, headers={"Retry-After": "3"}),
        httpx.Response(502),
        httpx.Response(503, text="still"),
    )

    response = mock_http(handler, timing=pauses.timing()).get(NAME)

    assert (response.status, response.text, len(seen)) == (503, "still", 3)
    assert pauses == [3.0, 1.0]


def test_the_last_error_counts(mock_http, pauses) -> None:
    handler, seen = sequence(*[httpx.ConnectError("refused")] * 3)

    with pytest.raises(FetchError, match=r"^the connection to 'http://host' failed: refused$"):
        mock_http(handler, timing=pauses.timing()).get(NAME)
    assert len(seen) == 3


def test_a_health_check_reports_what_it_sees(mock_http, pauses) -> None:
    handler, seen = sequence(httpx.Response(503))

    assert mock_http(handler, timing=pauses.timing()).get(NAME, retries=0).status == 503
    assert (len(seen), pauses) == (1, [])


def test_a_form_is_sent_again_only_where_that_is_safe(mock_http) -> None:
    handler, seen = sequence(httpx.Response(503))
    assert mock_http(handler).post_form(NAME, {"a": "1"}).status == 503
    assert len(seen) == 1

    handler, seen = sequence(httpx.Response(429), httpx.Response(200))
    assert mock_http(handler).post_form(NAME, {"a": "1"}).status == 200
    assert [request.content for request in seen] == [b"a=1", b"a=1"]

    handler, seen = sequence(httpx.ReadError("reset"), httpx.Response(200))
    assert mock_http(handler).post_form(NAME, {"a": "1"}, idempotent=True).status == 200
    assert [request.content for request in seen] == [b"a=1", b"a=1"]


def test_a_redirect_is_followed_on_the_same_server(mock_http) -> None:
    handler, seen = sequence(
        httpx.Response(302, headers={"Location": "/login?next=1"}),
        httpx.Response(200, text="hello"),
    )

    response = mock_http(handler).get("http://me:secret@host/path?q=1")

    assert (response.url, response.text) == ("http://host/login?next=1", "hello")
    assert {request.headers["authorization"] for request in seen} == {"Basic bWU6c2VjcmV0"}


def test_a_form_follows_a_redirect_as_a_form(mock_http) -> None:
    handler, seen = sequence(
        httpx.Response(307, headers={"Location": "/other"}), httpx.Response(200)
    )

    mock_http(handler).post_form(NAME, {"a": "1"})

    assert (seen[1].method, seen[1].url, seen[1].content) == ("POST", "http://host/other", b"a=1")


def test_a_redirect_elsewhere_is_refused(mock_http) -> None:
    handler, seen = sequence(httpx.Response(302, headers={"Location": "http://evil/"}))

    with pytest.raises(FetchError) as caught:
        mock_http(handler).get(NAME)

    assert len(seen) == 1
    assert str(caught.value) == (
        "'http://host/path' redirects to 'http://evil/', which is another server"
    )


def test_a_circle_of_redirects_ends(mock_http) -> None:
    circle = [httpx.Response(302, headers={"Location": "/path"}) for _ in range(9)]
    handler, seen = sequence(*circle)

    with pytest.raises(FetchError) as caught:
        mock_http(handler).get(NAME)

    assert str(caught.value) == "'http://host/path' redirects more than 5 times"
    assert len(seen) == 6
    assert all(answer.is_closed for answer in circle[:6])


def test_all_redirects_together_have_one_time_limit(mock_http) -> None:
    now = 0.0

    def handler(request: httpx.Request) -> httpx.Response:
        nonlocal now
        now += 4.0
        step = int(request.url.params.get("step", "0"))
        if step == 3:
            return httpx.Response(200, text="at last")
        return httpx.Response(302, headers={"Location": f"?step={step + 1}"})

    with pytest.raises(FetchError, match=r"did not answer in full in 10 seconds$"):
        mock_http(handler, timing=Timing(clock=lambda: now)).get(NAME)


def test_every_try_of_a_document_sends_it_whole(mock_http) -> None:
    handler, seen = sequence(
        httpx.ConnectError("refused"), httpx.Response(429), httpx.Response(200)
    )

    assert mock_http(handler).send_json("POST", NAME, {"a": 1}).status == 200
    assert [request.content for request in seen] == [b'{"a":1}'] * 3


@pytest.mark.parametrize("trouble", [httpx.Response(502), httpx.ReadError("reset")])
def test_a_document_that_may_have_arrived_is_sent_again_only_where_that_is_safe(
    mock_http, trouble
) -> None:
    handler, seen = sequence(trouble, httpx.Response(200))
    assert mock_http(handler).send_json("PUT", NAME, {"a": 1}, idempotent=True).status == 200
    assert [request.content for request in seen] == [b'{"a":1}'] * 2

    handler, seen = sequence(trouble, httpx.Response(200))
    with suppress(FetchError):
        mock_http(handler).send_json("PUT", NAME, {"a": 1})
    assert len(seen) == 1


@pytest.mark.parametrize("location", ["/login", "http://sso.example/"])
def test_a_redirect_that_is_not_followed_is_an_answer(mock_http, location) -> None:
    redirect = httpx.Response(302, headers={"Location": location})
    handler, seen = sequence(redirect, redirect, httpx.Response(200))
    http = mock_http(handler)

    for answer in (
        http.get(NAME, follow=False),
        http.send_json("POST", NAME, {}, follow=False),
    ):
        assert (answer.status, answer.headers["location"]) == (302, location)
    assert len(seen) == 2
