"""What a rule says of an expression."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Wrong:
    """One thing wrong with an expression: a sentence, and what to do about it."""

    message: str
    hint: str = ""
