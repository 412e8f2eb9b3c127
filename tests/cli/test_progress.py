from __future__ import annotations

import io
import sys

import pytest

from archestra_ops.cli.progress import Bar, bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def on_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Make stderr a terminal; not in a fixture, after which pytest would take it back."""
    made = Terminal()
    monkeypatch.setattr(sys, "stderr", made)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")
    return made


def test_a_bar_tells_how_far_it_is() -> None:
    told = []
    shown = Bar(lambda *step: told.append(step))

    shown("asking", 1, 2)
    one = shown.counting("simulating", 3)
    one()
    one()

    assert told == [("asking", 1, 2), ("simulating", 1, 3), ("simulating", 2, 3)]


def test_a_terminal_is_shown_how_far_it_is(monkeypatch) -> None:
    terminal = on_terminal(monkeypatch)

    with bar(quiet=False) as progress:
        progress("simulating", 1, 2)
        progress("asking", 2, 2)
        progress("simulating", 2, 2)

    assert "simulating" in terminal.getvalue()
    assert "asking" in terminal.getvalue()


def test_a_quiet_terminal_is_shown_nothing(monkeypatch) -> None:
    terminal = on_terminal(monkeypatch)

    with bar(quiet=True) as progress:
        progress("simulating", 1, 2)

    assert terminal.getvalue() == ""


def test_what_is_no_terminal_is_shown_nothing(capsys) -> None:
    with bar(quiet=False) as progress:
        progress.counting("simulating", 2)()

    assert capsys.readouterr() == ("", "")


def test_what_was_closed_is_shown_nothing(monkeypatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)

    with bar(quiet=False) as progress:
        progress.counting("simulating", 2)()
