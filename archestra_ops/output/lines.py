"""Lines for people: they fit a terminal of 80 columns, and tell it nothing to do."""

from __future__ import annotations

import textwrap
from typing import Final

WIDTH: Final = 80


def printable(text: str) -> str:
    """*text* with what a terminal would obey written out: it may come from anywhere."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def wrapped(text: str, first: str, rest: str) -> list[str]:
    """*text* in lines, *first* before the first and *rest* before the others.

    A path or name that is longer than a line stays whole, to be copied.
    """
    if text and len(first) + len(text) <= WIDTH and text.isprintable() and text == text.strip():
        return [f"{first}{text}"]  # most are short, and the library takes its time
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
