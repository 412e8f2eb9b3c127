"""Moments as people read them."""

from __future__ import annotations

from datetime import UTC, datetime


def moment(text: str) -> str:
    """The ISO 8601 time *text* in UTC, to the minute; what is none, as it is."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return text
    read = read if read.tzinfo else read.replace(tzinfo=UTC)
    return f"{read.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
