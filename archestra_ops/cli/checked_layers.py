"""What the commands of `ops check` print beside findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import typer

from archestra_ops.findings import Case
from archestra_ops.output.lines import printable, wrapped

if TYPE_CHECKING:
    from archestra_ops.verify.layers import Verdict


def print_cases(cases: Iterable[Case]) -> None:
    """Print how each thing is that was looked at; of some, only findings say anything."""
    for case in cases:
        line = f"{case.name}: {case.group}: {case.status}"
        line += f", {case.message}" if case.message else ""
        for part in wrapped(printable(line), "", "  "):
            typer.echo(part)


def verdict_lines(found: Sequence[Verdict], begin: str) -> list[str]:
    """The verdict on each layer, and with which to *begin* (none where that is empty)."""
    room = max(len(one.layer) for one in found) + 2
    lines: list[str] = []
    for one in found:
        said = f"{one.word}: {one.why}" if one.why else one.word
        lines += wrapped(said, f"{one.layer}: ".ljust(room), " " * room)
    return [*lines, f"begin with: {begin}"] if begin else lines
