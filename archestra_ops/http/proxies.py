"""Which proxy a request goes through, by HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping

import httpx

from archestra_ops.errors import OpsError
from archestra_ops.http import address


def proxy_for(url: httpx.URL, proxies: Mapping[str, str]) -> httpx.URL | None:
    """The proxy for *url* out of *proxies* (as `urllib` finds them), or None to connect directly.

    This machine is never reached through a proxy, whatever NO_PROXY says: what listens here is not
    to be found from there. Raises OpsError where the proxy is not an http or https address.
    """
    proxy = proxies.get(url.scheme) or proxies.get("all")
    if not proxy or _here(url.host) or _exempt(url.host, proxies.get("no", "")):
        return None
    try:
        return address.parse(proxy if "://" in proxy else f"http://{proxy}")
    except OpsError as error:
        raise OpsError(
            f"the proxy '{address.shown(proxy)}' is not an http or https address",
            hint="the environment names it: change it there, or put the host into NO_PROXY",
        ) from error


def _here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _exempt(host: str, names: str) -> bool:
    domains = (name.strip().lstrip("*.").lower() for name in names.split(","))
    return "*" in names.split(",") or any(
        domain and (host == domain or host.endswith(f".{domain}")) for domain in domains
    )
