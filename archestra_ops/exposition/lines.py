"""Cuts chunks of bytes with arbitrary borders into lines, block by block, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

_BLOCK = 1 << 18  # large enough that the work per block vanishes, small enough to stay in cache
_LONGEST_LINE = 1 << 20
# Stands for a line that was longer than that; compared by identity.
OVERLONG: Final = "\0line too long"


class Lines:
    """The lines of a page, in lists of some thousand.

    Iterate once; after that `rest` is what stood behind the last newline. While a block is being
    looked at, `damaged` says that not all of it is UTF-8 (its lines hold lone surrogates then).
    """

    def __init__(self, source: Iterable[bytes]) -> None:
        self._source = source
        self.bytes = 0
        self.damaged = False
        self.rest = ""

    def __iter__(self) -> Iterator[list[str]]:
        """Blocks of whole lines, without their newlines."""
        rest = b""
        skipping = False
        for piece in self._pieces():
            block = rest + piece
            end = block.rfind(b"\n") + 1
            rest = block[end:]
            lines = self._decode(block[:end]).split("\n")
            lines.pop()
            if skipping and lines:
                lines[0], skipping = OVERLONG, False
            if len(rest) > _LONGEST_LINE or skipping:
                rest, skipping = b"", True
            if lines:
                yield lines
        self.rest = OVERLONG if skipping else self._decode(rest)

    def _decode(self, text: bytes) -> str:
        try:
            decoded = text.decode()
        except UnicodeDecodeError:
            self.damaged = True
            return text.decode(errors="surrogateescape")
        self.damaged = False
        return decoded

    def _pieces(self) -> Iterator[bytes]:
        """The same bytes in pieces of about one block: small chunks joined, large ones cut."""
        waiting: list[bytes] = []
        size = 0
        for chunk in self._source:
            self.bytes += len(chunk)
            for start in range(0, len(chunk), _BLOCK):
                part = chunk[start : start + _BLOCK]
                waiting.append(part)
                size += len(part)
                if size >= _BLOCK:
                    yield b"".join(waiting)
                    waiting, size = [], 0
        if waiting:
            yield b"".join(waiting)
