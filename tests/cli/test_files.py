from __future__ import annotations

import os
import signal
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archestra_ops.cli import files
from archestra_ops.cli.files import (
    STANDARD,
    folder_at,
    is_folder,
    length_of,
    read_whole,
    write_pieces,
    write_whole,
)
from archestra_ops.errors import OpsError


def test_a_text_is_written_with_the_folders_it_needs(tmp_path) -> None:
    path = tmp_path / "a" / "b" / "c.yml"

    write_whole(path, "é\n")

    assert path.read_bytes() == b"\xc3\xa9\n"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("path", [None, STANDARD])
def test_without_a_file_it_goes_to_stdout(path, capsys) -> None:
    write_pieces(path, ["a\n", "b"])

    assert capsys.readouterr() == ("a\nb", "")


def test_a_new_file_may_be_read_by_whom_the_umask_lets(tmp_path) -> None:
    before = os.umask(0o027)
    try:
        write_whole(tmp_path / "new", "a")
    finally:
        os.umask(before)

    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640


def test_an_old_file_keeps_its_mode(tmp_path) -> None:
    path = tmp_path / "old"
    path.write_text("old")
    path.chmod(0o604)

    write_whole(path, "new")

    assert (path.read_text(), stat.S_IMODE(path.stat().st_mode)) == ("new", 0o604)


def test_a_link_stays_a_link(tmp_path) -> None:
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to("real")

    write_whole(tmp_path / "link", "new")

    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "new"


def test_after_a_failure_the_old_text_is_there_and_nothing_else(tmp_path) -> None:
    path = tmp_path / "file"
    path.write_text("old")

    def pieces() -> Iterator[str]:
        yield "half of the new"
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_pieces(path, pieces())

    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_interrupt_leaves_the_old_text_and_nothing_else(tmp_path, monkeypatch) -> None:
    path = tmp_path / "file"
    path.write_text("old")

    def pieces() -> Iterator[str]:
        yield "half of the new"
        signal.raise_signal(signal.SIGINT)
        yield "the rest"

    with pytest.raises(KeyboardInterrupt):
        write_pieces(path, pieces())
    assert (path.read_text(), list(tmp_path.iterdir())) == ("old", [path])

    opened = Path.open

    def interrupted(self: Path, *given: Any, **named: Any) -> None:
        with opened(self, *given, **named):
            signal.raise_signal(signal.SIGINT)  # it is made, and not yet known to be

    monkeypatch.setattr(Path, "open", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(path, "new")
    assert list(tmp_path.iterdir()) == [path]


def test_a_device_is_written_to_and_not_replaced() -> None:
    write_whole(Path(os.devnull), "a")

    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


def test_a_folder_cannot_be_written(tmp_path) -> None:
    with pytest.raises(OpsError) as refused:
        write_whole(tmp_path, "a")

    assert str(refused.value) == f"'{tmp_path}' cannot be written: is a directory"
    assert list(tmp_path.parent.glob(f".{tmp_path.name}*")) == []


def test_a_file_cannot_be_written_below_a_file(tmp_path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(OpsError, match="cannot be written: file exists"):
        write_whole(tmp_path / "file" / "below", "a")


def test_what_is_forbidden_is_said(tmp_path, monkeypatch) -> None:
    def forbidden(_temporary: Path, _path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", forbidden)

    with pytest.raises(OpsError) as refused:
        write_whole(tmp_path / "file", "a")

    assert str(refused.value) == f"'{tmp_path / 'file'}' cannot be written: permission denied"
    assert refused.value.hint == "who runs this must be allowed to"
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_read(tmp_path) -> None:
    (tmp_path / "file").write_bytes(b"\xc3\xa9\r\n")

    assert read_whole(tmp_path / "file") == "é\r\n"


@pytest.mark.parametrize(("most", "text"), [(1, "a"), (2, "a"), (3, "aé"), (4, "aéb"), (9, "aéb")])
def test_of_a_long_file_the_beginning_is_read(tmp_path, most, text) -> None:
    (tmp_path / "file").write_bytes("aéb".encode())

    assert read_whole(tmp_path / "file", most) == text


def test_half_a_character_at_the_end_of_a_file_is_no_text(tmp_path) -> None:
    (tmp_path / "file").write_bytes("aé".encode()[:2])

    with pytest.raises(OpsError, match="is not text in UTF-8"):
        read_whole(tmp_path / "file", 9)


def test_a_folder_is_there_or_can_be_made(tmp_path) -> None:
    for path in (tmp_path, tmp_path / "new"):
        assert folder_at(path) == path


def test_a_file_and_stdout_are_no_folders(tmp_path) -> None:
    file = tmp_path / "file"
    file.write_text("")

    for path in (file, STANDARD):
        with pytest.raises(OpsError) as caught:
            folder_at(path)
        assert str(caught.value) == f"'{path}' is no folder"
        assert caught.value.hint == "give a folder: several files are written"


@pytest.mark.parametrize("asked", [is_folder, folder_at])
def test_a_name_that_is_too_long_is_said_to_be(asked) -> None:
    with pytest.raises(OpsError, match=r"^'x{300}' cannot be used: file name too long$"):
        asked(Path("x" * 300))


def test_what_has_no_end_is_not_read_to_it(monkeypatch) -> None:
    monkeypatch.setattr(files, "_LARGEST", 2**10)

    with pytest.raises(OpsError, match=r"^'/dev/zero' is larger than 256 MiB$"):
        read_whole(Path("/dev/zero"))


def test_what_is_no_file_has_no_length(tmp_path) -> None:
    (tmp_path / "page").write_text("up 1\n", encoding="utf-8")

    paths = [tmp_path / "page", tmp_path, tmp_path / "nope", Path("/dev/zero"), Path("x" * 300)]
    assert [length_of(path) for path in paths] == [5, 0, 0, 0, 0]
