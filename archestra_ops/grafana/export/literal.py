"""Texts in Grafana's provisioning files, where a `$` begins the name of a variable."""

from __future__ import annotations

from archestra_ops.errors import OpsError


def literal(text: str) -> str:
    """*text* as Grafana reads it back as it was: each `$` twice.

    https://grafana.com/docs/grafana/latest/administration/provisioning/#using-environment-variables
    Raises OpsError for bytes in another encoding than UTF-8.
    """
    refuse_bytes(text)
    return text.replace("$", "$$")


def refuse_bytes(text: str) -> None:
    """Raise OpsError for what is not Unicode: an argument of bytes in another encoding."""
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise OpsError(f"{text!r} is not text in UTF-8", hint="is the terminal's encoding UTF-8?")
