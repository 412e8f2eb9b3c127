"""Colours on a terminal that wants them."""

from __future__ import annotations

from collections.abc import Callable

import typer

from archestra_ops.cli.reporting import in_color


def painter() -> Callable[[str, str], str]:
    """A function that gives a text a colour; where stdout shows none, it leaves it as it is."""
    if not in_color():
        return lambda text, _color: text
    return lambda text, color: typer.style(text, fg=color) if color else text
