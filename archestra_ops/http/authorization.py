"""The header that says who asks, and how to keep it out of what is shown."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator

from archestra_ops.errors import OpsError
from archestra_ops.http.secret import Secret

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def basic(user: str, password: Secret) -> Secret:
    """The Authorization header of *user*; raises OpsError for a name that none can carry.

    https://www.rfc-editor.org/rfc/rfc7617#section-2 has no colon in names, and no control
    characters anywhere.
    """
    both = f"{user}:{password.reveal()}"
    if ":" in user or _CONTROL.search(both):
        # Not even the name is shown: some put a token there.
        raise OpsError(
            "the user or the password holds characters that cannot be sent",
            hint="a user has no colon in it, and neither of them a line break",
        )
    return Secret(f"Basic {base64.b64encode(both.encode()).decode('ascii')}")


def bearer(token: Secret) -> Secret:
    """The Authorization header of *token*; raises OpsError for what no header can carry."""
    text = token.reveal()
    if not text or not text.isascii() or not text.isprintable() or " " in text:
        raise OpsError(
            "the bearer token holds characters that no token has",
            hint="it must be printable ASCII without spaces; was more than the token copied?",
        )
    return Secret(f"Bearer {text}")


def conceal(text: str, headers: Iterable[str | Secret]) -> str:
    """*text* with three stars for whatever the secret ones of *headers* give away."""
    secrets = {part for value in headers if isinstance(value, Secret) for part in _parts(value)}
    for part in sorted(secrets, key=len, reverse=True):
        text = text.replace(part, "***")
    return text


def _parts(header: Secret) -> Iterator[str]:
    """The credentials in *header*, in each form in which a server might repeat them."""
    kind, _, credentials = header.reveal().partition(" ")
    if credentials:
        yield credentials
    if kind == "Basic":
        _, _, password = _decoded(credentials).partition(":")
        if password:
            yield password


def _decoded(credentials: str) -> str:
    try:
        return base64.b64decode(credentials).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""
