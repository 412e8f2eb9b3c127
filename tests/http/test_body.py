from __future__ import annotations

import gzip
import itertools
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archestra_ops.errors import FetchError
from archestra_ops.http.body import unpacked
from archestra_ops.http.limits import Limits

WHERE = "http://host/metrics"


def pieces(data: bytes, length: int) -> list[bytes]:
    return [data[at : at + length] for at in range(0, len(data), length)]


def raw_deflate(data: bytes) -> bytes:
    deflater = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return deflater.compress(data) + deflater.flush()


PACKERS = {"": bytes, "identity": bytes, "gzip": gzip.compress, "deflate": zlib.compress}


@given(
    st.binary(max_size=3_000),
    st.sampled_from([1, 50_000]),
    st.sampled_from(sorted(PACKERS)),
    st.integers(1, 5_000),
)
def test_what_was_packed_comes_out(start, times, encoding, length) -> None:
    data = start * (times if len(start) < 10 else 1)
    sent = pieces(PACKERS[encoding](data), length)

    assert b"".join(unpacked(sent, encoding, Limits(max_ratio=2_000), WHERE)) == data


@given(st.lists(st.binary(max_size=100), max_size=5), st.integers(1, 200))
def test_a_gzip_of_several_parts_is_one(parts, length) -> None:
    sent = pieces(b"".join(map(gzip.compress, parts)), length)

    assert b"".join(unpacked(sent, "GZip", Limits(), WHERE)) == b"".join(parts)


def test_no_body_is_no_broken_one() -> None:
    assert list(unpacked([], "gzip", Limits(), WHERE)) == []


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "compress"])
def test_an_encoding_that_was_not_asked_for_is_refused(encoding) -> None:
    with pytest.raises(FetchError) as caught:
        list(unpacked([b""], encoding, Limits(), WHERE))

    assert str(caught.value) == (
        f"'{WHERE}' sent its body in the encoding '{encoding}', which was not asked for"
    )


@pytest.mark.parametrize(
    "data", [b"plain text", raw_deflate(b"x"), gzip.compress(b"x", mtime=0) + b"tail"]
)
def test_a_body_that_is_not_compressed_is_refused(data) -> None:
    with pytest.raises(FetchError) as caught:
        list(unpacked([data], "gzip", Limits(), WHERE))

    assert str(caught.value) == f"'{WHERE}' sent a body that is not compressed as it says"


def test_a_compressed_body_that_breaks_off_is_refused() -> None:
    with pytest.raises(FetchError) as caught:
        list(unpacked([gzip.compress(b"some text")[:-1]], "gzip", Limits(), WHERE))

    assert str(caught.value) == f"'{WHERE}' sent a compressed body that breaks off"


def test_the_limit_may_be_met_but_not_exceeded() -> None:
    limits = Limits(max_bytes=2_048)

    assert sum(map(len, unpacked([b"x" * 2_048], "", limits, WHERE))) == 2_048
    for encoding, pack in PACKERS.items():
        with pytest.raises(FetchError) as caught:
            list(unpacked(pieces(pack(b"x" * 2_049), 100), encoding, limits, WHERE))
        assert str(caught.value) == f"'{WHERE}' sent more than 2 KiB"
        assert caught.value.hint == "is it the right address? --max-size allows more"


def test_a_bomb_never_expands_in_memory() -> None:
    bomb = gzip.compress(bytes(64 * 2**20))
    tracemalloc.start()
    try:
        with pytest.raises(FetchError) as caught:
            for _ in unpacked([bomb], "gzip", Limits(), WHERE):
                pass
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert str(caught.value) == (
        f"'{WHERE}' sent a body that unpacks to more than 200 times its size"
    )
    assert peak < 2**20


def test_a_body_without_content_ends_at_the_limit_too() -> None:
    nothing = b"\x00\x00\x00\xff\xff" * 200  # empty blocks
    endless = itertools.chain([gzip.compress(b"")[:10]], itertools.repeat(nothing))

    with pytest.raises(FetchError, match=r"^'http://host/metrics' sent more than 1 MiB$"):
        list(unpacked(endless, "gzip", Limits(max_bytes=2**20), WHERE))
