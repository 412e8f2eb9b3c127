"""What is scraped, as Prometheus wants it: host:port, and neither scheme nor path."""

from __future__ import annotations

import ipaddress
import re

_HOST = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_.])?")
_PORT = re.compile(r":([0-9]+)\Z")
_LAST_PORT = 65535
_MAYBE_PASSWORD = re.compile(r"^(\w*://)?.*@", re.DOTALL)

NO_PORT = "has no port"
HINT = "give host:port, as in localhost:9050"


def flaw(target: str) -> str:
    """What keeps *target* from being host:port, to be read behind its name; empty if nothing."""
    if "/" in target:
        return "has a scheme or a path"
    port = _PORT.search(target)
    host = target if port is None else target[: port.start()]
    if not _is_host(host):
        return "has no host name or address"
    if port is None:
        return NO_PORT
    if not 0 < int(port[1][:6]) <= _LAST_PORT:
        return f"has a port that is not 1 to {_LAST_PORT}"
    return ""


def shown(target: str) -> str:
    """*target* as messages show it: quoted, and without what may be a password."""
    return repr(_MAYBE_PASSWORD.sub(r"\1***@", target))


def _is_host(host: str) -> bool:
    if host.startswith("[") and host.endswith("]"):
        try:
            ipaddress.IPv6Address(host[1:-1])
        except ValueError:
            return False
        return True
    return _HOST.fullmatch(host) is not None
