"""Names, escapes and numbers as both formats spell them."""

from __future__ import annotations

import math
import re

from archestra_ops.exposition.problems import Kind, LineError

METRIC_NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*+"
LABEL_NAME = r"[a-zA-Z_][a-zA-Z0-9_]*+"
# What stands between two quotes, escapes and all.
QUOTED = r'[^"\\]*+(?:\\.[^"\\]*+)*+'

# Go's strconv.ParseFloat, less the hexadecimal and underscored forms that Prometheus refuses.
_FLOAT = re.compile(
    r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
    r"|[+-]?[iI][nN][fF](?:[iI][nN][iI][tT][yY])?|[nN][aA][nN]"
)
_LONGEST_NUMBER = 400  # no double needs more digits, and reading more takes quadratic time

_ESCAPES = {"\\\\": "\\", "\\n": "\n", '\\"': '"'}
_ESCAPE = re.compile(r'\\[\\n"]')
_HELP_ESCAPE = re.compile(r"\\[\\n]")


def show(text: str, most: int = 60) -> str:
    """*text* for a message: in quotes, without control characters, at most so many characters."""
    if len(text) > most:
        text = text[: most - 1] + "…"
    shown = (c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
    return f"'{''.join(shown)}'"


def number(text: str, what: str) -> float:
    """The value of *text*; LineError, naming it as *what*, where Prometheus reads no number."""
    if len(text) <= _LONGEST_NUMBER and _FLOAT.fullmatch(text):
        value = float(text)
        # Go calls an overflow an error, Python an infinity.
        if not math.isinf(value) or "n" in text.lower():
            return value
    raise LineError(Kind.SYNTAX, f"{what} {show(text)} is not a number")


def unescape(text: str) -> str:
    """The text behind a quoted one; unknown escapes stay as they are, as in Prometheus."""
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda found: _ESCAPES[found[0]], text)


def unescape_help(text: str) -> str:
    """The text behind a classic HELP text, in which a quote needs no escape."""
    return _HELP_ESCAPE.sub(lambda found: _ESCAPES[found[0]], text)


def escape(text: str) -> str:
    """*text* as it stands between quotes."""
    return escape_help(text).replace('"', '\\"')


def escape_help(text: str) -> str:
    """*text* as it stands after `# HELP name`."""
    return text.replace("\\", "\\\\").replace("\n", "\\n")


_PLAIN_METRIC = re.compile(METRIC_NAME)
_PLAIN_LABEL = re.compile(LABEL_NAME)


def is_plain_metric(name: str) -> bool:
    """Whether *name* may stand before the braces, unquoted."""
    return _PLAIN_METRIC.fullmatch(name) is not None


def label_name(name: str) -> str:
    """*name* as it stands before `=`: quoted where it has to be."""
    return name if _PLAIN_LABEL.fullmatch(name) else f'"{escape(name)}"'
