"""Web pages that come where an API should answer: logins, portals, Grafana's own pages."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from archestra_ops.grafana.api.errors import GrafanaError
from archestra_ops.http import Response

_TITLE = re.compile(r"<title[^>]*>([^<]{1,200})", re.IGNORECASE)
_LOGIN = re.compile(
    r"""<input[^>]*type=["']?password|\b(?:log|sign)[ -]?in\b""",
    re.IGNORECASE,
)
_GRAFANA = re.compile(r"grafanaBootData|<title>\s*Grafana\s*</title>", re.IGNORECASE)
_HEAD = 64 * 1024  # characters that are looked at


def is_page(response: Response) -> bool:
    """Whether *response* is a web page, by what it says it is or by what it looks like."""
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind in {"text/html", "application/xhtml+xml"} or response.body[:64].lstrip()[:1] == b"<"


def title(page: str) -> str:
    """The title of a web page, empty where it has none."""
    found = _TITLE.search(page[:_HEAD])
    return html.unescape(found[1]).strip() if found else ""


def page_instead(response: Response, where: str, concealed: Callable[[str], str]) -> GrafanaError:
    """The error for a web page that came, with a status of success, where JSON should have."""
    text = response.text[:_HEAD]
    if _GRAFANA.search(text):
        return GrafanaError(
            f"'{where}' shows a web page of Grafana, such as its login, instead of its API",
            hint="is the path right, and does a proxy hand on the login? see GRAFANA_URL and "
            "GRAFANA_TOKEN",
        )
    if _LOGIN.search(text):
        return GrafanaError(
            f"'{where}' answers with a login page",
            hint="something before Grafana wants a login of its own: give an address without it",
        )
    named = concealed(title(text))
    return GrafanaError(
        f"'{where}' answers with a web page" + (f" titled {named!r}" if named else ""),
        hint="is it Grafana's address? A proxy, or the sign-in of a network, may stand before it",
    )
