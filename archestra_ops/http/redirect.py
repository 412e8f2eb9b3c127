"""Where an answer sends us, and whether we go."""

from __future__ import annotations

from typing import Final

import httpx

from archestra_ops.errors import FetchError
from archestra_ops.http import address

MOST: Final = 5
_SAME_METHOD = frozenset({307, 308})
_ANY = frozenset({301, 302, 303}) | _SAME_METHOD


def target(response: httpx.Response, url: httpx.URL, method: str) -> httpx.URL | None:
    """The address to ask instead, or None where the answer is to be taken as it is.

    Raises FetchError where that is another host, port or scheme: the bearer secret and the
    certificate were meant for this one.
    """
    location = response.headers.get("location")
    if location is None or response.status_code not in _followed(method):
        return None
    try:
        to = url.join(location)
    except (httpx.InvalidURL, ValueError):
        raise FetchError(
            f"'{address.shown(url)}' redirects to {address.shown(location)!r}, which is no address"
        ) from None
    if to.scheme not in {"http", "https"} or address.origin(to) != address.origin(url):
        raise FetchError(
            f"'{address.shown(url)}' redirects to '{address.shown(to)}', which is another server",
            hint="if that is the right one, give its address instead",
        )
    return to


def _followed(method: str) -> frozenset[int]:
    # The others would turn a POST into a GET, and lose the form.
    return _ANY if method == "GET" else _SAME_METHOD
