from __future__ import annotations

from io import BytesIO, RawIOBase
from pathlib import Path

import pytest

from archestra_ops.checks.reading import Reader, opened, size_of, survey
from archestra_ops.errors import OpsError, UnavailableError
from archestra_ops.exposition import Format
from tests.checks.pages import ARCHESTRA, CAPTURES, capture

CLASSIC = b"# TYPE up gauge\nup 1\n"
OPENMETRICS = b"# TYPE up gauge\nup 1\n# EOF\n"


class Pipe(BytesIO):
    """What can be read once, and not from its end."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_args: int) -> int:
        raise OSError


@pytest.mark.parametrize("file", [BytesIO, Pipe])
@pytest.mark.parametrize(
    ("text", "form"), [(CLASSIC, Format.CLASSIC), (OPENMETRICS, Format.OPENMETRICS)]
)
def test_a_file_tells_its_format_by_itself(file, text, form) -> None:
    page = Reader(platform=ARCHESTRA).read(file(text), "page")

    assert (page.survey.format, page.survey.samples, page.survey.problems) == (form, 1, ())


def test_the_end_of_a_large_file_tells_its_format() -> None:
    text = b"# TYPE up gauge\n" + b"".join(b'up{a="%d"} 1\n' % n for n in range(20_000))

    page = Reader(platform=ARCHESTRA).read(BytesIO(text + b"# EOF\n"), "page")

    assert (page.survey.format, page.survey.samples) == (Format.OPENMETRICS, 20_000)


def test_a_page_in_small_chunks_tells_its_format_too() -> None:
    data = capture("web").encode()
    chunks = (data[at : at + 1000] for at in range(0, len(data), 1000))

    found = survey(chunks, form=None)

    assert (found.format, found.samples, found.problems) == (Format.OPENMETRICS, 2241, ())


def test_each_chunk_is_told() -> None:
    counts: list[int] = []
    with opened(CAPTURES["web"]) as file:
        Reader(platform=ARCHESTRA, told=counts.append).read(file, "web")

    assert sum(counts) == CAPTURES["web"].stat().st_size


def test_a_page_beyond_the_limit_is_not_read_on() -> None:
    class Endless(RawIOBase):
        def readable(self) -> bool:
            return True

        def read(self, size: int = -1) -> bytes:
            return b" " * size

    with pytest.raises(UnavailableError, match=r"^'stdin' is larger than 2 MiB$") as it:
        Reader(platform=ARCHESTRA, limit=2 * 2**20).read(Endless(), "stdin")

    assert it.value.hint == "--max-size allows more"


def test_a_file_that_is_not_there_is_named() -> None:
    with (
        pytest.raises(OpsError, match=r"^no page file 'nowhere\.txt'$"),
        opened(Path("nowhere.txt")),
    ):
        pass


def test_a_folder_is_no_page(tmp_path) -> None:
    with pytest.raises(OpsError) as it, opened(tmp_path):
        pass

    assert str(it.value) == f"the page file '{tmp_path}' cannot be read: is a directory"
    assert it.value.hint == "give a file that holds one metrics page, or - for standard input"


@pytest.mark.parametrize(
    ("text", "size"),
    [("1", 1), ("500000", 500_000), ("10k", 10_240), ("256MiB", 2**28), ("1 gb", 2**30)],
)
def test_a_size_has_a_unit_or_none(text, size) -> None:
    assert size_of(text) == size


@pytest.mark.parametrize("text", ["", "0", "-1", "1.5M", "1TiB", "much", "9" * 13])
def test_what_is_no_size_is_refused(text) -> None:
    with pytest.raises(OpsError) as it:
        size_of(text)

    assert str(it.value) == f"{text!r} is not a size"
    assert it.value.hint == "write it as in 256MiB, 1GiB or 500000"


def test_of_a_device_that_has_no_end_no_more_is_read() -> None:
    class Device(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            assert size is not None
            assert size > 0, "all of it was asked for"
            return super().read(size)

    assert Reader(platform=ARCHESTRA).read(Device(b"up 1\n"), "page").survey.families
