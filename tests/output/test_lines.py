from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archestra_ops.output.lines import WIDTH, printable, wrapped


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


@given(st.text("ab -\t\xa0", max_size=100), st.sampled_from(["", "  ", "      "]))
def test_short_lines_are_as_the_library_has_them(text, indent) -> None:
    assert wrapped(text, indent, "  ") == textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
