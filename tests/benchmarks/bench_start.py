"""How quickly `ops` answers at all: against importing the library that it is built on."""

from __future__ import annotations

from tests.benchmarks.row import Row, medians
from tests.benchmarks.timing import ops, python

BARS = {"--help": 4.0, "--version": 2.0}


def run(full: bool) -> list[Row]:
    del full
    rows = []
    for argument, bar in BARS.items():
        ours, theirs = medians(lambda a=argument: ops(a), lambda: python("-c", "import typer"))
        peer = 'python -c "import typer"'
        rows.append(Row(f"ops {argument}", ours, peer, theirs, ours / theirs, bar))
    return rows
