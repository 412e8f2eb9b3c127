"""Bearer tokens and passwords: what must never be printed, logged or written into a file."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from archestra_ops.errors import OpsError

_LONGEST = 64 * 1024  # characters; keeps a wrong path, such as a device, from filling the memory


class Secret:
    """A text that shows as `***` wherever it is printed."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        """Three stars, in f-strings and in the repr of whatever holds it, too."""
        return "***"

    def reveal(self) -> str:
        """The text itself, for whoever sends it."""
        return self._text


def read_secret(path: Path) -> Secret:
    """Read the secret that the file *path* holds, on one line.

    Raises OpsError where the file is missing, unreadable, empty, or holds more than that one line.
    """
    try:
        with path.open(encoding="utf-8") as file:
            text = file.read(_LONGEST + 1)
    except FileNotFoundError:
        raise OpsError(f"no secret file '{path}'", hint="is the path right?") from None
    except OSError as error:
        raise OpsError(
            f"the secret file '{path}' cannot be read: {(error.strerror or '').lower()}",
            hint="the file must be readable for the user who runs this",
        ) from error
    except UnicodeDecodeError:
        raise OpsError(f"the secret file '{path}' is not text in UTF-8", hint=_ONE_LINE) from None
    text = text.removesuffix("\n")
    if not text:
        raise OpsError(f"the secret file '{path}' is empty", hint=_ONE_LINE)
    if len(text) > _LONGEST:
        raise OpsError(f"the secret file '{path}' is too long for a secret", hint=_ONE_LINE)
    if any(unicodedata.category(character) == "Cc" for character in text):
        raise OpsError(
            f"the secret file '{path}' holds a line break or another control character",
            hint=_ONE_LINE,
        )
    return Secret(text)


_ONE_LINE = "write the secret into it, on one line and nothing else"
