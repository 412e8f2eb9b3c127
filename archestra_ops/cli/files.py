"""Files, written whole or not at all, and read with a sentence for what can go wrong."""

from __future__ import annotations

import os
import stat
import sys
import uuid
from codecs import getincrementaldecoder
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import typer

from archestra_ops.errors import OpsError

STANDARD = Path("-")  # stdin or stdout
_LARGEST: Final = 256 * 2**20  # bytes, as of a metrics page


def write_whole(path: Path | None, text: str) -> None:
    """Write *text* into the file *path*, or to stdout without one or for `-`.

    Whoever reads the file meanwhile finds the old text or the new; after a failure it is the old.
    Folders that are missing are made. Raises OpsError where it cannot be written.
    """
    write_pieces(path, [text])


def write_pieces(path: Path | None, pieces: Iterable[str]) -> None:
    """Write *pieces* one after another, as `write_whole` writes a text."""
    if path is None or path == STANDARD:
        for piece in pieces:
            typer.echo(piece, nl=False)
        return
    try:
        _write(path.resolve(), pieces)
    except OSError as error:
        raise OpsError(
            f"'{path}' cannot be written: {_reason(error)}", hint=_hint(error)
        ) from error


def read_whole(path: Path, most: int | None = None) -> str:
    """The text of the file *path*, or of stdin for `-`; raises OpsError where it is none.

    Of what is longer than *most* bytes, those; without it, more than 256 MiB are refused.
    """
    try:
        content = _read(path, _LARGEST + 1 if most is None else most)
        if most is None and len(content) > _LARGEST:
            raise OpsError(f"'{path}' is larger than 256 MiB", hint="is it the right file?")
        # A character that the limit cuts in two is left out.
        return getincrementaldecoder("utf-8")().decode(content, final=len(content) != most)
    except OSError as error:
        raise OpsError(f"'{path}' cannot be read: {_reason(error)}", hint=_hint(error)) from error
    except UnicodeDecodeError:
        raise OpsError(f"'{path}' is not text in UTF-8", hint="save it as UTF-8") from None


def folder_at(path: Path) -> Path:
    """*path* as a folder to write several files into; OpsError for what cannot be one."""
    if path == STANDARD or (not is_folder(path) and path.exists()):
        raise OpsError(f"'{path}' is no folder", hint="give a folder: several files are written")
    return path


def length_of(path: Path) -> int:
    """How many bytes the file *path* has; 0 for what is none: to read it says why."""
    try:
        return path.stat().st_size if path.is_file() else 0
    except OSError:
        return 0


def is_folder(path: Path) -> bool:
    """Whether *path* is a folder; raises OpsError for what cannot be a path, as a name too long."""
    try:
        return path.is_dir()
    except OSError as error:
        raise OpsError(f"'{path}' cannot be used: {_reason(error)}", hint=_hint(error)) from error


def _read(path: Path, most: int) -> bytes:
    if path == STANDARD:
        return sys.stdin.buffer.read(most)
    with path.open("rb") as file:
        return file.read(most)


def _write(path: Path, pieces: Iterable[str]) -> None:
    if path.exists() and not path.is_file() and not path.is_dir():
        # A device or a pipe is written to: to rename a file over /dev/null would be a catastrophe.
        with path.open("w", encoding="utf-8") as file:
            file.writelines(pieces)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    # Beside it, because a rename only works within one file system.
    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        with temporary.open("x", encoding="utf-8") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        if path.is_file():
            temporary.chmod(stat.S_IMODE(path.stat().st_mode))
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _hint(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "who runs this must be allowed to"
    if isinstance(error, FileNotFoundError):
        return "is the path right?"
    return ""
