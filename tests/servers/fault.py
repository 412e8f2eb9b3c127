"""What networks and servers do to a request, and what is answered then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

SSO = "https://sso.example.com/login?next=grafana"
LOGIN_PAGE = "<!DOCTYPE html>\n<html><head><title>Log in</title></head><body>Log in</body></html>\n"


class Fault(StrEnum):
    """What happens to a request. AFTER says that the server has done what it was asked for."""

    REFUSED = "connection refused, for this and all that follow, until `recover`"
    RESET_BEFORE = "connection reset before the server was asked"
    RESET_AFTER = "connection reset after the server acted"
    HANG_BEFORE = "no answer, and the server was not asked"
    HANG_AFTER = "no answer, though the server acted"
    TOO_MANY = "429 with Retry-After, and the server was not asked"
    ERROR_BEFORE = "500, and the server did nothing"
    ERROR_AFTER = "500, though the server acted"
    GATEWAY_BEFORE = "502, and the server was not asked"
    GATEWAY_AFTER = "502, though the server acted"
    TRUNCATED = "half of the server's JSON, as if it were all"
    CUT_OFF = "half of the server's JSON, and then the connection closed"
    LOGIN_PAGE = "an HTML login page with 200, and the server was not asked"
    SSO = "a 302 to a login elsewhere, and the server was not asked"

    @property
    def acted(self) -> bool:
        """Whether the server did what it was asked for."""
        return self in {
            Fault.RESET_AFTER,
            Fault.HANG_AFTER,
            Fault.ERROR_AFTER,
            Fault.GATEWAY_AFTER,
            Fault.TRUNCATED,
            Fault.CUT_OFF,
        }


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What is sent to the client."""

    status: int
    headers: Sequence[tuple[str, str]]
    body: bytes


JSON = (("Content-Type", "application/json"),)
_HTML = (("Content-Type", "text/html; charset=utf-8"),)
_ERROR = Answer(status=500, headers=JSON, body=b'{"message":"Internal server error"}')
_GATEWAY = Answer(status=502, headers=_HTML, body=b"<html><h1>502 Bad Gateway</h1></html>\n")
INSTEAD = {
    Fault.ERROR_BEFORE: _ERROR,
    Fault.ERROR_AFTER: _ERROR,
    Fault.GATEWAY_BEFORE: _GATEWAY,
    Fault.GATEWAY_AFTER: _GATEWAY,
    Fault.LOGIN_PAGE: Answer(status=200, headers=_HTML, body=LOGIN_PAGE.encode()),
    Fault.SSO: Answer(status=302, headers=(("Location", SSO),), body=b""),
}
