from __future__ import annotations

import pytest

from archestra_ops.errors import OpsError
from archestra_ops.http import Secret, read_secret


def test_a_secret_shows_as_stars() -> None:
    secret = Secret("hunter2")

    assert (str(secret), repr(secret), f"{secret}", f"{[secret]}") == ("***", "***", "***", "[***]")
    assert secret.reveal() == "hunter2"


@pytest.mark.parametrize("content", ["s3cret", "s3cret\n", "s3cret\r\n"])
def test_one_line_break_at_the_end_is_not_part_of_it(tmp_path, content) -> None:
    file = tmp_path / "secret"
    file.write_bytes(content.encode())

    assert read_secret(file).reveal() == "s3cret"


def test_spaces_and_letters_of_all_languages_are_part_of_it(tmp_path) -> None:
    file = tmp_path / "secret"
    file.write_text(" schlüssel 鍵 \n")

    assert read_secret(file).reveal() == " schlüssel 鍵 "


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"\n", "is empty"),
        (b"one\n\n", "holds a line break or another control character"),
        (b"one\ntwo\n", "holds a line break or another control character"),
        (b"one\ttwo", "holds a line break or another control character"),
        (b"one\x00", "holds a line break or another control character"),
        (b"\xff\xfe", "is not text in UTF-8"),
        (b"x" * 65_537, "is too long for a secret"),
    ],
)
def test_what_cannot_be_a_secret_is_refused(tmp_path, content, message) -> None:
    file = tmp_path / "secret"
    file.write_bytes(content)

    with pytest.raises(OpsError) as caught:
        read_secret(file)

    assert str(caught.value) == f"the secret file '{file}' {message}"
    assert caught.value.hint == "write the secret into it, on one line and nothing else"


def test_a_missing_file_is_named(tmp_path) -> None:
    with pytest.raises(OpsError, match=r"^no secret file '.*/nowhere'$"):
        read_secret(tmp_path / "nowhere")


def test_an_unreadable_file_is_named(tmp_path) -> None:
    with pytest.raises(OpsError) as caught:
        read_secret(tmp_path)

    assert str(caught.value) == f"the secret file '{tmp_path}' cannot be read: is a directory"
