"""Addresses: read from what people type, and shown without what is nobody's business."""

from __future__ import annotations

import re

import httpx

from archestra_ops.errors import OpsError

_PORTS = {"http": 80, "https": 443}
_LAST_PORT = 65535
# A name, of whatever service resolves it, or a number of IPv6; httpx quotes what is neither.
_HOST = re.compile(r"[\w.-]*|.*:.*", re.ASCII)
# Whatever stands before the last @ may be a password, where the rest of the address makes no sense.
_MAYBE_PASSWORD = re.compile(r"^(\w*://)?.*@", re.DOTALL)


def parse(url: str) -> httpx.URL:
    """Read an http or https address; raises OpsError where it is not one."""
    try:
        parsed = httpx.URL(url)
        _connectable(parsed)
    except (httpx.InvalidURL, ValueError) as error:
        raise OpsError(f"{_unparsed(url)} is not a valid address", hint=_hint(url)) from error
    if parsed.scheme not in _PORTS or not parsed.host:
        raise OpsError(f"{_unparsed(url)} is not an http or https address", hint=_hint(url))
    return parsed


def shown(url: str | httpx.URL) -> str:
    """The address as messages show it: without user, password, query and fragment."""
    try:
        parsed = parse(str(url))
    except OpsError:
        return _unparsed(str(url))[1:-1]
    return str(parsed.copy_with(userinfo=b"", query=None, fragment=None))


def base_of(url: str) -> str:
    """The address that paths are put behind: without query, fragment and slashes at the end.

    Raises OpsError where it is no address.
    """
    bare = parse(url.strip()).copy_with(query=None, fragment=None)
    return str(bare).rstrip("/")


def origin(url: httpx.URL) -> tuple[str, str, int]:
    """Scheme, host and port: who is asked. What is meant for one origin is not for another."""
    return url.scheme, url.host, url.port or _PORTS[url.scheme]


def site(url: httpx.URL) -> str:
    """The origin as messages show it, as in `http://localhost:9050`."""
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def _connectable(url: httpx.URL) -> None:
    """Raise ValueError for what httpx accepts and the socket beneath it stumbles over."""
    host = url.raw_host.decode("ascii")
    host.encode("idna")  # labels that are empty or over 63 characters
    letters = url.host  # ValueError for a label that says that it is in Punycode, and is not
    if not _HOST.fullmatch(host):
        raise ValueError(letters)
    if url.port is not None and not 0 <= url.port <= _LAST_PORT:
        raise ValueError(url.port)


def _unparsed(url: str) -> str:
    return repr(_MAYBE_PASSWORD.sub(r"\1***@", url))


def _hint(url: str) -> str:
    if "://" in url or "@" in url or not url.strip():
        return "write it as in 'http://localhost:9050'"
    return f"did you mean {'http://' + url.strip()!r}?"
