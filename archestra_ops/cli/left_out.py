"""What is left out, said on stderr: of rules in a line for each reason, of boards as it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from archestra_ops.prometheus.rules import LeftOut


def say_left_out(left_out: Sequence[LeftOut], *, quiet: bool) -> None:
    """Say it on stderr, unless *quiet*."""
    for line in () if quiet else lines(left_out):
        typer.echo(line, err=True)


def say(text: str) -> None:
    """Say one thing on stderr, such as what is left out, in as many lines as it takes."""
    from archestra_ops.output.lines import printable, wrapped

    for line in wrapped(printable(text), "", "  "):
        typer.echo(line, err=True)


def lines(left_out: Sequence[LeftOut]) -> Iterator[str]:
    """The lines: an alert that is alone is named, the rest is counted."""
    from archestra_ops.output.lines import wrapped

    by_reason: defaultdict[str, list[str]] = defaultdict(list)
    for one in left_out:
        by_reason[one.reason].append(one.rule)
    for reason, rules in by_reason.items():
        alerts = list(dict.fromkeys(rule for rule in rules if ":" not in rule))
        recordings = len([rule for rule in rules if ":" in rule])
        parts = [alerts[0] if len(alerts) == 1 else f"{len(alerts)} alerts"] if alerts else []
        parts += [f"{recordings} recording{'s' * (recordings > 1)}"] if recordings else []
        yield from wrapped(f"left out, {reason}: {', '.join(parts)}", "", "  ")
