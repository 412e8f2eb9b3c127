"""The platform's own variables for traces and logs, read as the platform reads them.

By release v1.3.15 and the documentation: a bearer token goes before user and password; one of these
two alone means no header at all, and a warning in the platform's log.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from archestra_ops.http import Secret, basic, bearer
from archestra_ops.otlp.endpoint import logs_url, traces_url

_PREFIX = "ARCHESTRA_OTEL_"
ENDPOINT: Final = f"{_PREFIX}EXPORTER_OTLP_ENDPOINT"
_AUTH = f"{_PREFIX}EXPORTER_OTLP_AUTH_"
_LONGEST = 10_000  # characters of an event's content, unless told


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Where traces and logs go, with which login, and what is in them.

    `named` is the endpoint as it was given, empty for the default. `lonely` is the variable that
    lacks its other half, if one does. `sample_rate` is the share of traces that are sent, from 0 to
    1, `content_length` the most characters of one content event.
    """

    named: str = ""
    authorization: Secret | None = None
    lonely: str = ""
    sample_rate: float = 1.0
    content: bool = True
    content_length: int = _LONGEST
    verbose: bool = False

    @property
    def traces_url(self) -> str:
        """Where spans go."""
        return traces_url(self.named)

    @property
    def logs_url(self) -> str:
        """Where log records go."""
        return logs_url(self.named)

    @property
    def headers(self) -> Mapping[str, Secret]:
        """What goes with every request."""
        return {} if self.authorization is None else {"Authorization": self.authorization}


def from_environment(environment: Mapping[str, str], endpoint: str | None = None) -> Settings:
    """The settings in *environment*; *endpoint* replaces the one there.

    Raises OpsError for a login that no header can carry.
    """
    authorization, lonely = _login(environment)
    encrypted = bool(environment.get("ARCHESTRA_CONTENT_ENCRYPTION_SECRET"))
    content = environment.get(f"{_PREFIX}CAPTURE_CONTENT", "false" if encrypted else "")
    named = environment.get(ENDPOINT, "") if endpoint is None else endpoint
    return Settings(
        named=named.strip(),
        authorization=authorization,
        lonely=lonely,
        sample_rate=_share(environment.get(f"{_PREFIX}TRACES_SAMPLE_RATE", "")),
        content=content != "false",
        content_length=_count(environment.get(f"{_PREFIX}CONTENT_MAX_LENGTH", "")),
        verbose=environment.get(f"{_PREFIX}VERBOSE_TRACING") == "true",
    )


def _login(environment: Mapping[str, str]) -> tuple[Secret | None, str]:
    """The Authorization header, and the name of a variable that is alone."""
    names = ("BEARER", "USERNAME", "PASSWORD")
    token, user, password = (environment.get(f"{_AUTH}{name}", "").strip() for name in names)
    if token:
        return bearer(Secret(token)), ""
    if user and password:
        return basic(user, Secret(password)), ""
    alone = "USERNAME" if user else "PASSWORD" if password else ""
    return None, f"{_AUTH}{alone}" if alone else ""


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        return 1.0
    return share if math.isfinite(share) and 0 <= share <= 1 else 1.0


def _count(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and int(text) else _LONGEST
