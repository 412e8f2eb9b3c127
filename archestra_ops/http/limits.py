"""How long a server may keep us waiting, and how much it may send."""

from __future__ import annotations

from dataclasses import dataclass

_UNITS = ((2**30, "GiB"), (2**20, "MiB"), (2**10, "KiB"))


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The bounds of one request, redirects included; each retry starts anew.

    `seconds` is the time spent waiting for the server, from the connection to the last byte. What
    the caller does between two chunks of a page does not count. `max_bytes` bounds a body after it
    was unpacked, `max_ratio` how many times its size that may be: deflate can reach 1,032, a
    metrics page seldom 30.
    """

    seconds: float = 10.0
    max_bytes: int = 256 * 2**20
    max_ratio: int = 200


def size(count: int) -> str:
    """A number of bytes as people write it, as in `256 MiB`."""
    for unit, name in _UNITS:
        if count >= unit:
            return f"{count / unit:.4g} {name}"
    return f"{count} bytes"
