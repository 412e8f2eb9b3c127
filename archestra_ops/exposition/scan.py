"""Reads a page line by line, exactly: the one judge of what a line is and whether it may be there.

`samples` asks it about every line, a survey about each line whose shape it does not know.
"""

from __future__ import annotations

import re

from archestra_ops.exposition.format import Format, foreign
from archestra_ops.exposition.lines import OVERLONG
from archestra_ops.exposition.metadata import Metadata, Word, read_metadata
from archestra_ops.exposition.problems import Kind, LineError
from archestra_ops.exposition.sample import Sample, read_sample
from archestra_ops.exposition.text import show

_UNDECODED = re.compile("[\ud800-\udfff]")


class Scanner:
    """What lines mean, given those before: `ended` is whether `# EOF` was there."""

    def __init__(self, form: Format) -> None:
        self.ended = False
        self._form = form
        self._begun = False

    def read(self, text: str, line: int) -> Sample | Metadata | None:
        """What *text* says, None for a blank line or a comment; LineError if it may not be."""
        self._check(text)
        content = text.strip(" \t") if self._form is Format.CLASSIC else text
        if not content:
            if self._form is Format.CLASSIC:
                return None
            raise LineError(
                Kind.BLANK_LINE, "blank line: Prometheus drops the page", "OpenMetrics has none"
            )
        if not content.startswith("#"):
            return read_sample(text, line, self._form)
        # A type is read to the very end of its line.
        metadata = read_metadata(text.lstrip(" \t"), self._form)
        if metadata.word is Word.EOF:
            self.ended = True
        return None if metadata.word in (Word.EOF, Word.COMMENT) else metadata

    def _check(self, text: str) -> None:
        if self.ended:
            raise LineError(Kind.AFTER_EOF, "data after '# EOF': Prometheus drops the whole page")
        if text is OVERLONG:
            raise LineError(Kind.LINE_TOO_LONG, "line is longer than 1 MiB, it was left out")
        self._check_beginning(text)
        if "\0" in text:
            raise LineError(Kind.SYNTAX, "NUL byte, which Prometheus takes for the end of the page")
        if text.endswith("\r"):
            raise LineError(
                Kind.CRLF,
                "line ends in CR LF: Prometheus drops the page",
                "end lines with LF alone",
            )
        if not text.isascii() and _UNDECODED.search(text):
            raise LineError(
                Kind.ENCODING,
                f"{show(_UNDECODED.sub('?', text))} is not UTF-8: Prometheus drops the page",
            )

    def _check_beginning(self, text: str) -> None:
        if self._begun or not text.strip():
            return
        self._begun = True
        if what := foreign(text):
            raise LineError(
                Kind.NOT_METRICS,
                f"this is {what}, not a metrics page",
                "look at the URL's port and path, and at what answers there without a login",
            )


def no_eof() -> LineError:
    """What is wrong with an OpenMetrics page that ended before its end."""
    return LineError(
        Kind.NO_EOF,
        "the page does not end with '# EOF': Prometheus drops it",
        "it was cut on its way, or whatever makes it up forgets the end mark",
    )


def cut() -> LineError:
    """What is wrong with a classic page whose last line has no newline."""
    return LineError(
        Kind.TRUNCATED,
        "the page ends in the middle of a line",
        "a value may have lost digits: Prometheus stores what is there",
    )
