"""A file that an export makes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Artefact:
    """A text, and the path in the chosen folder where it belongs."""

    path: Path
    text: str
