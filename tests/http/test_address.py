from __future__ import annotations

import contextlib

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archestra_ops.errors import OpsError
from archestra_ops.http import address, base_of, shown


@pytest.mark.parametrize(
    ("url", "message", "hint"),
    [
        (
            "localhost:9050",
            "'localhost:9050' is not an http or https address",
            "did you mean 'http://localhost:9050'?",
        ),
        (
            "/metrics",
            "'/metrics' is not an http or https address",
            "did you mean 'http:///metrics'?",
        ),
        (
            "ftp://host/x",
            "'ftp://host/x' is not an http or https address",
            "write it as in 'http://localhost:9050'",
        ),
        (
            "http://",
            "'http://' is not an http or https address",
            "write it as in 'http://localhost:9050'",
        ),
        (
            "",
            "'' is not an http or https address",
            "write it as in 'http://localhost:9050'",
        ),
        (
            "http://host:99999/",
            "'http://host:99999/' is not a valid address",
            "write it as in 'http://localhost:9050'",
        ),
        (
            "http://a..b/",
            "'http://a..b/' is not a valid address",
            "write it as in 'http://localhost:9050'",
        ),
        (
            "http://host\n/",
            r"'http://host\n/' is not a valid address",
            "write it as in 'http://localhost:9050'",
        ),
        *(
            (url, f"'{url}' is not a valid address", "write it as in 'http://localhost:9050'")
            for url in (
                "http://xn--/",
                "http://xn--a/",
                "http://127.0.0.1:-1/",
                "http://a b/",
                "http://a%20b/",
            )
        ),
        (
            "http://user:pa/ss@host",
            "'http://***@host' is not a valid address",
            "write it as in 'http://localhost:9050'",
        ),
    ],
)
def test_what_is_no_address_is_refused(url, message, hint) -> None:
    with pytest.raises(OpsError) as caught:
        address.parse(url)

    assert (str(caught.value), caught.value.hint) == (message, hint)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://localhost:9050/metrics", "http://localhost:9050/metrics"),
        ("https://user:pass@host/p?token=1#f", "https://host/p"),
        ("http://[::1]:9090/", "http://[::1]:9090/"),
        ("http://my_service.ns-1:80/", "http://my_service.ns-1/"),
        ("http://ä.example/", "http://xn--4ca.example/"),
        ("http://user:pa/ss@host", "http://***@host"),
        ("user:pass@host", "***@host"),
        ("not\nan address", r"not\nan address"),
    ],
)
def test_a_shown_address_gives_nothing_away(url, expected) -> None:
    assert shown(url) == expected


@given(st.text() | st.text().map("http://{}".format))
def test_any_text_is_an_address_or_refused(text) -> None:
    with contextlib.suppress(OpsError):
        url = address.parse(text)
        assert address.site(url).startswith(("http://", "https://"))
        assert address.origin(url)[1]
    assert "\n" not in shown(text)


@given(
    st.text(alphabet="abcXYZ:@!$&[] \n", min_size=8),
    st.sampled_from(["http://u:{}@host/p", "u:{}@host", "ftp://{}@host:9/"]),
)
def test_a_password_is_never_shown(password, template) -> None:
    url = template.format(password)
    said = shown(url)
    try:
        address.parse(url)
    except OpsError as error:
        said += f"{error} {error.hint}"

    assert password not in said
    assert repr(password)[1:-1] not in said


def test_an_origin_has_its_port_even_where_it_goes_without_saying() -> None:
    assert address.origin(httpx.URL("http://HOST/p")) == ("http", "host", 80)
    assert address.origin(httpx.URL("https://host:443")) == ("https", "host", 443)
    assert address.origin(httpx.URL("https://host:8443")) == ("https", "host", 8443)


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("http://host", "http://host"),
        ("http://host/", "http://host"),
        (" https://me:pw@host:3000/sub/path///?orgId=1#here ", "https://me:pw@host:3000/sub/path"),
        ("http://host/a%2Fb/", "http://host/a%2Fb"),
    ],
)
def test_a_base_is_what_paths_are_put_behind(url, base) -> None:
    assert base_of(url) == base


def test_what_is_no_address_is_no_base() -> None:
    with pytest.raises(OpsError, match=r"^'host:3000' is not an http or https address$"):
        base_of("host:3000")
