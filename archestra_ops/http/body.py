"""A body unpacked while it comes in, never beyond the limits."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from archestra_ops.errors import FetchError
from archestra_ops.http.limits import Limits, size

_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS  # tells the two apart by their first bytes
_STEP = 64 * 2**10  # bytes to unpack at a time
_HARMLESS = 2**20  # bytes up to which no ratio is suspicious


def unpacked(
    pieces: Iterable[bytes], encoding: str, limits: Limits, subject: str
) -> Iterator[bytes]:
    """The bytes that *pieces* stand for; *encoding* is the Content-Encoding, *subject* the address.

    Raises FetchError where the encoding is none that we asked for, where the body does not keep to
    it, and as soon as it exceeds the limits.
    """
    return _bounded(_decoded(pieces, encoding, limits, subject), limits, subject)


def _decoded(
    pieces: Iterable[bytes], encoding: str, limits: Limits, subject: str
) -> Iterable[bytes]:
    match encoding.strip().lower():
        case "" | "identity":
            return pieces
        case "gzip" | "x-gzip" | "deflate":
            return _inflated(pieces, limits, subject)
        case other:
            raise FetchError(
                f"'{subject}' sent its body in the encoding {other!r}, which was not asked for",
                hint="only gzip is asked for; does a proxy on the way change that?",
            )


def _bounded(pieces: Iterable[bytes], limits: Limits, subject: str) -> Iterator[bytes]:
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > limits.max_bytes:
            raise FetchError(
                f"'{subject}' sent more than {size(limits.max_bytes)}",
                hint="is it the right address? --max-size allows more",
            )
        yield piece


def _inflated(pieces: Iterable[bytes], limits: Limits, subject: str) -> Iterator[bytes]:
    inflater = zlib.decompressobj(_GZIP_OR_ZLIB)
    received = produced = 0
    for piece in _bounded(pieces, limits, subject):  # blocks may be empty, and without end
        received += len(piece)
        rest: bytes | None = piece
        while rest is not None:
            if inflater.eof:  # a gzip file may consist of several
                inflater = zlib.decompressobj(_GZIP_OR_ZLIB)
            chunk, rest = _step(inflater, rest, subject)
            produced += len(chunk)
            if produced > max(_HARMLESS, received * limits.max_ratio):
                raise _bomb(limits, subject)
            yield chunk
    if received and not inflater.eof:
        raise FetchError(f"'{subject}' sent a compressed body that breaks off")


def _step(inflater: zlib._Decompress, data: bytes, subject: str) -> tuple[bytes, bytes | None]:
    """Unpack one step of *data*; the second is what to go on with, None where that is all."""
    try:
        chunk = inflater.decompress(data, _STEP)
    except zlib.error:
        raise FetchError(f"'{subject}' sent a body that is not compressed as it says") from None
    if inflater.eof:
        return chunk, inflater.unused_data or None
    # A full step may have left something inside the inflater, even with no input to go on with.
    return chunk, inflater.unconsumed_tail or (b"" if len(chunk) == _STEP else None)


def _bomb(limits: Limits, subject: str) -> FetchError:
    return FetchError(
        f"'{subject}' sent a body that unpacks to more than {limits.max_ratio} times its size",
        hint="no metrics page compresses so well: is the server to be trusted?",
    )
