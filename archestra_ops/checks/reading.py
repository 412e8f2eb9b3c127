"""Reads pages in chunks, and finds out their format where no header tells it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from archestra_ops import exposition
from archestra_ops.checks.page import MOST_SAMPLES, Page
from archestra_ops.errors import OpsError, UnavailableError
from archestra_ops.exposition import Format, Survey, sniff
from archestra_ops.http.limits import size
from archestra_ops.packs.model import Platform

_CHUNK = 2**20  # bytes
_HEAD = 128 * 2**10  # bytes that tell the format surely
_TAIL = 16  # bytes, more than the end mark has
_UNITS = {"": 1, "K": 2**10, "M": 2**20, "G": 2**30}
_SIZE = re.compile(r"([0-9]{1,12}) *(?:([KMG])I?)?B?", re.IGNORECASE)


def size_of(text: str) -> int:
    """A size such as `256MiB` or `10k` in bytes; raises OpsError where it is none."""
    found = _SIZE.fullmatch(text.strip())
    if found is None or not int(found[1]):
        raise OpsError(f"{text!r} is not a size", hint="write it as in 256MiB, 1GiB or 500000")
    return int(found[1]) * _UNITS[(found[2] or "").upper()]


def survey(chunks: Iterable[bytes], *, form: Format | None, tail: bytes = b"") -> Survey:
    """Survey the page that *chunks* make up; where *form* is None, head and *tail* tell it."""
    if form is not None:
        return exposition.survey(chunks, format=form)
    rest = iter(chunks)
    head = b""
    for chunk in rest:
        head += chunk
        if len(head) >= _HEAD:
            break
    return exposition.survey(chain((head,), rest), format=sniff(head, tail))


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Reads pages of *platform* from files.

    `expected` are the processes whose pages they are said to be, `limit` is in bytes, `told` is
    called with the number of bytes of each chunk.
    """

    platform: Platform
    expected: tuple[str, ...] = ()
    limit: int = 256 * 2**20
    bar: int = MOST_SAMPLES
    told: Callable[[int], None] = lambda _count: None

    def read(self, file: BinaryIO, subject: str) -> Page:
        """The page in *file*, known as *subject*; UnavailableError where it exceeds the limit."""
        return Page(
            subject=subject,
            platform=self.platform,
            survey=survey(self._chunks(file, subject), form=None, tail=_end(file)),
            expected=self.expected,
            bar=self.bar,
        )

    def _chunks(self, file: BinaryIO, subject: str) -> Iterator[bytes]:
        total = 0
        while chunk := file.read(_CHUNK):
            total += len(chunk)
            if total > self.limit:
                raise UnavailableError(
                    f"'{subject}' is larger than {size(self.limit)}",
                    hint="--max-size allows more",
                )
            self.told(len(chunk))
            yield chunk


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The file *path*, open to be read; raises OpsError where it cannot be."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        raise OpsError(f"no page file '{path}'", hint="is the path right?") from None
    except OSError as error:
        raise OpsError(
            f"the page file '{path}' cannot be read: {(error.strerror or '').lower()}",
            hint="give a file that holds one metrics page, or - for standard input",
        ) from error
    with file:
        yield file


def _end(file: BinaryIO) -> bytes:
    """The last bytes, where they can be had before the others."""
    if not file.seekable():
        return b""
    start = file.tell()
    end = file.seek(0, os.SEEK_END)
    file.seek(max(start, end - _TAIL))
    tail = file.read(_TAIL)  # a device has no end that it is told of
    file.seek(start)
    return tail
