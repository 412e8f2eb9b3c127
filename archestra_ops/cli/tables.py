"""Tables on stdout that fit the terminal, or the same as one JSON document."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence

import typer

Row = Mapping[str, str | int]

_WIDTH = 80  # of what is no terminal


def print_table(kind: str, rows: Sequence[Row], output: str) -> None:
    """Print *rows*, which all have the same keys, as *output*, `text` or `json`.

    *kind* is the JSON document's type; a key's underscores are spaces in the table's head.
    """
    if output == "json":
        document = {"type": kind, "schema_version": 1, "items": list(rows)}
        typer.echo(json.dumps(document, indent=2, ensure_ascii=False))
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name, value in rows[0].items() if rows else ():
        head = Text(name.replace("_", " "))
        if isinstance(value, int):
            table.add_column(head, justify="right", no_wrap=True)
        else:
            table.add_column(head)
    for row in rows:
        table.add_row(*(Text(str(value)) for value in row.values()))
    width = None if sys.stdout.isatty() else _WIDTH
    Console(width=width, highlight=False).print(table)
