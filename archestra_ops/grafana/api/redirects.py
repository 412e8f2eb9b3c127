"""Redirects: Grafana's API has none, so each says that something is wrong with the address."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from archestra_ops.grafana.api.errors import GrafanaError
from archestra_ops.http import shown

_LOGINS = frozenset({"login", "signin", "sign-in", "sign_in", "auth"})


def redirected(where: str, location: str, base: str) -> GrafanaError:
    """The error for a redirect from *where*, an address below *base*, to *location*."""
    to = shown(urljoin(where, location))
    path = where.removeprefix(base)
    if path and to.endswith(path) and to != where:
        return GrafanaError(
            f"'{base}' has moved to '{to.removesuffix(path)}'", hint="give that address instead"
        )
    if urlsplit(to).netloc != urlsplit(where).netloc:
        return GrafanaError(
            f"'{where}' redirects to '{to}', which is another server",
            hint="a single sign-on, or the sign-in of a network, stands before it: give an address "
            "that leads to Grafana itself",
        )
    if urlsplit(to).path.rstrip("/").rpartition("/")[2].lower() in _LOGINS:
        return GrafanaError(
            f"'{where}' redirects to the login page '{to}'",
            hint="is the address right? Grafana's API never does that; a proxy before it may",
        )
    return GrafanaError(
        f"'{where}' redirects to '{to}' instead of answering",
        hint="is the address right, with the path that Grafana is below?",
    )
