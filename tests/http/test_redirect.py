from __future__ import annotations

import httpx
import pytest

from archestra_ops.errors import FetchError
from archestra_ops.http.redirect import target

HERE = httpx.URL("https://host/path")


def answer(status: int, **headers: str) -> httpx.Response:
    return httpx.Response(status, headers=headers)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("/other?x=1", "https://host/other?x=1"),
        ("other", "https://host/other"),
        ("https://host:443/other", "https://host/other"),
        ("//host/other", "https://host/other"),
    ],
)
def test_the_same_server_is_asked_again(status, location, expected) -> None:
    assert target(answer(status, location=location), HERE, "GET") == expected


@pytest.mark.parametrize(
    ("location", "shown"),
    [
        ("http://host/path", "http://host/path"),
        ("https://host:8443/path", "https://host:8443/path"),
        ("https://login.example/?token=1", "https://login.example/"),
        ("//other/", "https://other/"),
        ("https://host.example/", "https://host.example/"),
        ("ftp://host/", "ftp://host/"),
    ],
)
def test_another_server_is_not_asked(location, shown) -> None:
    with pytest.raises(FetchError) as caught:
        target(answer(302, location=location), HERE, "GET")

    assert (
        str(caught.value) == f"'https://host/path' redirects to '{shown}', which is another server"
    )


def test_a_location_that_is_no_address_is_named() -> None:
    with pytest.raises(FetchError) as caught:
        target(answer(302, location="https://host:port/"), HERE, "GET")

    assert (
        str(caught.value)
        == "'https://host/path' redirects to 'https://host:port/', which is no address"
    )


def test_what_is_no_redirect_is_an_answer() -> None:
    assert target(answer(200, location="/"), HERE, "GET") is None
    assert target(answer(304, location="/"), HERE, "GET") is None
    assert target(answer(302), HERE, "GET") is None


def test_a_form_is_sent_on_only_where_it_stays_one() -> None:
    assert target(answer(303, location="/x"), HERE, "POST") is None
    assert target(answer(308, location="/x"), HERE, "POST") == "https://host/x"
