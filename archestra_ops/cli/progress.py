"""Progress on stderr, for a person at a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Bar:
    """Shows how far the steps of long work are; without a terminal it shows nothing."""

    def __init__(self, draw: Callable[[str, int, int], None]) -> None:
        self._draw = draw

    def __call__(self, step: str, done: int, total: int) -> None:
        """Show that *done* of *total* of a step is done."""
        self._draw(step, done, total)

    def counting(self, step: str, total: int) -> Callable[[], None]:
        """A function to call once for each of *total* parts of a step."""
        done = 0

        def one() -> None:
            nonlocal done
            done += 1
            self._draw(step, done, total)

        return one


@contextmanager
def bar(*, quiet: bool) -> Iterator[Bar]:
    """A progress bar for the time inside; silent where stderr is no terminal, or *quiet*."""
    if quiet or sys.stderr is None or not sys.stderr.isatty():  # None: closed by the shell
        yield Bar(lambda _step, _done, _total: None)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (
        TextColumn("{task.description:26}"),
        BarColumn(),
        TextColumn("{task.percentage:.0f}%"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        tasks = {}

        def draw(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = shown.add_task(step, total=total)
            shown.update(tasks[step], completed=done, total=total)

        yield Bar(draw)
