"""Folders for the time that something takes."""

from __future__ import annotations

import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def scratch(prefix: str = "archestra-ops-") -> Iterator[Path]:
    """A new folder of ours alone, whose name begins with *prefix*; removed at the end.

    Its name is known before it is made, so that an interrupt at any moment leaves none behind:
    `tempfile` makes it first, and has yet to learn the name when the signal is heard. Raises
    OSError where it cannot be made.
    """
    folder = Path(tempfile.gettempdir(), f"{prefix}{uuid.uuid4().hex[:12]}")
    try:
        folder.mkdir(mode=0o700)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
