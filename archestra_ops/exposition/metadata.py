"""Lines that begin with `#`: HELP, TYPE, UNIT, the end mark, and comments."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from archestra_ops.exposition.format import Format
from archestra_ops.exposition.problems import Kind, LineError
from archestra_ops.exposition.text import METRIC_NAME, QUOTED, show, unescape, unescape_help


class Word(Enum):
    """What a `#` line says."""

    HELP = "HELP"
    TYPE = "TYPE"
    UNIT = "UNIT"
    EOF = "EOF"
    COMMENT = ""


class Metadata(NamedTuple):
    """A `#` line, read: for END and comments without name and text."""

    word: Word
    name: str = ""
    text: str = ""


TYPES = {
    Format.CLASSIC: ("counter", "gauge", "histogram", "summary", "untyped"),
    Format.OPENMETRICS: (
        "counter",
        "gauge",
        "histogram",
        "gaugehistogram",
        "summary",
        "info",
        "stateset",
        "unknown",
    ),
}
_NAME = rf'(?:({METRIC_NAME})|"({QUOTED})")'
# Prometheus takes what stands behind one separator, to the end: `gauge ` is not a type.
_LINE = {
    Format.CLASSIC: re.compile(rf"#[ \t]+(HELP|TYPE)[ \t]+{_NAME}(?:[ \t](.*))?"),
    Format.OPENMETRICS: re.compile(rf"# (HELP|TYPE|UNIT) {_NAME} (.*)"),
}
_BEGINNING = {
    Format.CLASSIC: re.compile(r"#[ \t]+(HELP|TYPE)[ \t]"),
    Format.OPENMETRICS: re.compile(r"# (HELP|TYPE|UNIT) "),
}
_COMMENT = Metadata(Word.COMMENT)
_EOF = Metadata(Word.EOF)


def read_metadata(text: str, form: Format) -> Metadata:
    """Read a line that begins with `#`; LineError where the format does not allow it."""
    found = _LINE[form].fullmatch(text)
    if found is None:
        return _other(text, form)
    word = Word(found[1])
    name = found[2] or unescape(found[3])
    body = found[4] or ""
    if word is Word.HELP:
        body = unescape_help(body) if form is Format.CLASSIC else unescape(body)
    elif word is Word.TYPE:
        _check_type(name, body, form)
    elif body and not name.endswith(f"_{body}"):
        raise LineError(
            Kind.UNIT,
            f"unit {show(body)} is not the end of the name {show(name)}: Prometheus drops the page",
        )
    return Metadata(word, name, body)


def _other(text: str, form: Format) -> Metadata:
    if _BEGINNING[form].match(text):
        raise LineError(
            Kind.SYNTAX,
            f"{show(text)} needs a metric name and a text",
            "a metric name has letters, digits, '_' and ':', and does not begin with a digit",
        )
    if form is Format.CLASSIC:
        return _COMMENT
    if text == "# EOF":
        return _EOF
    raise LineError(
        Kind.COMMENT,
        f"comment {show(text)}: Prometheus drops the whole page",
        "OpenMetrics allows '# HELP', '# TYPE', '# UNIT' and '# EOF' only",
    )


def _check_type(name: str, given: str, form: Format) -> None:
    if given not in TYPES[form]:
        raise LineError(
            Kind.TYPE,
            f"family {show(name)} has the unknown type {show(given)}: Prometheus drops the page",
            f"the {form} format has {', '.join(TYPES[form])}",
        )
