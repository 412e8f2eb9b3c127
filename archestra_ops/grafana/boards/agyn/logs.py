"""What the boards have in common where they ask Loki.

The documentation has JSON, most sources write plain text: lines are looked at as a whole, so that
a query finds both.
"""

from __future__ import annotations

from archestra_ops.grafana.board import LogQuery, Panel

# `"level":"error"` of the documented form, and the words of the other one.
_BAD = r'|~ `(?i)("level":"(error|fatal|panic)"|\b(failed|error|panic)\b)`'


def stream(*services: str) -> str:
    """The selector for the log streams of *services*."""
    return f'{{service_name=~"{"|".join(services)}"}}'


def line_count(services: str, pattern: str) -> str:
    """How many lines of the stream *services* match *pattern* (a regular expression)."""
    return f"sum(count_over_time({services} |~ `{pattern}` [$__auto]))"


def bad_lines(title: str, description: str, *services: str) -> Panel:
    """The lines of *services* that speak of something that went wrong."""
    return Panel(
        title=title,
        description=(
            f"{description} Lines at level error of services that log JSON, and lines that speak "
            "of a failure of those that log plain text. The streams go by Loki's label "
            "`service_name`."
        ),
        queries=(LogQuery(logql=f"{stream(*services)} {_BAD}"),),
        kind="logs",
        unit="short",
        width=24,
        height=12,
    )
