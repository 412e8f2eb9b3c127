from __future__ import annotations

import pytest

from archestra_ops.output.lines import printable, wrapped


@pytest.mark.parametrize(
    ("text", "shown"),
    [("é, „x“", "é, „x“"), ("\x1b[2J\n", "\\x1b[2J\\n"), ("\u202e\udce9", "\\u202e\\udce9")],
)
def test_what_a_terminal_would_obey_is_written_out(text, shown) -> None:
    assert printable(text) == shown


def test_lines_fit_and_long_names_stay_whole() -> None:
    name = "a-long-name/" * 8

    assert wrapped(f"{'word ' * 20}{name} end", "> ", "  ") == [
        "> word word word word word word word word word word word word word word word",
        "  word word word word word",
        f"  {name}",
        "  end",
    ]
    assert wrapped("", "", "") == []
