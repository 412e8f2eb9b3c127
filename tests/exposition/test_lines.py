"""Lines out of chunks with any borders."""

import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from archestra_ops.exposition.lines import OVERLONG, Lines


def read(chunks):
    lines = Lines(chunks)
    return [line for block in lines for line in block], lines


@given(st.lists(st.binary(max_size=12), max_size=12))
def test_borders_do_not_matter(chunks):
    whole = b"".join(chunks)
    found, lines = read(chunks)
    expected = whole.decode(errors="surrogateescape").split("\n")
    assert [*found, lines.rest] == expected
    assert lines.bytes == len(whole)


def test_one_large_chunk_comes_in_blocks():
    page = b"a 1\n" * 200_000
    blocks = list(Lines([page]))
    assert len(blocks) > 3
    assert sum(map(len, blocks)) == 200_000


def test_damage_is_told_block_by_block():
    lines = Lines([b"a 1\n" * 80_000, b"\xff\n", b"a 1\n" * 200_000])
    damaged = [lines.damaged for _ in lines]
    assert True in damaged
    assert damaged[-1] is False


def test_a_line_without_end_takes_no_memory():
    chunk = b"x" * 100_000
    chunks = (chunk if number else b"a 1\n" for number in range(400))
    tracemalloc.start()
    found, lines = read(chunks)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == ["a 1"]
    assert lines.rest is OVERLONG
    assert lines.bytes == 399 * 100_000 + 4
    assert peak < 8_000_000


def test_what_follows_an_overlong_line_is_read():
    found, lines = read([b"a 1\n", b"x" * 3_000_000, b"y\nb 2\n", b"c"])
    assert found[0] == "a 1"
    assert found[1] is OVERLONG
    assert found[2:] == ["b 2"]
    assert lines.rest == "c"
