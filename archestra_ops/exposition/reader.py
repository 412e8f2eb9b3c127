"""Reads a metrics page sample by sample, and stops at the first line that is not one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archestra_ops.errors import ExpositionError
from archestra_ops.exposition.format import Format
from archestra_ops.exposition.lines import Lines
from archestra_ops.exposition.problems import Kind, LineError
from archestra_ops.exposition.sample import Sample
from archestra_ops.exposition.scan import Scanner, cut, no_eof


def samples(source: Iterable[bytes], *, format: Format) -> Iterator[Sample]:  # noqa: A002 - the word for it
    """Read the samples of the page that *source* yields in chunks.

    Only what is malformed is refused (ExpositionError, beginning `line 12:`); whether the page
    makes sense as a whole is what `survey` tells.
    """
    lines = Lines(source)
    scanner = Scanner(format)
    line = 0
    try:
        for block in lines:
            for text in block:
                line += 1
                found = scanner.read(text, line)
                if isinstance(found, Sample):
                    yield found
        line += bool(lines.rest)
        _finish(lines.rest, line, scanner, format)
    except LineError as error:
        raise ExpositionError(f"line {max(line, 1)}: {error}", hint=error.hint) from error


def _finish(rest: str, line: int, scanner: Scanner, form: Format) -> None:
    """Look at what stands behind the last newline; LineError if the page must not end so."""
    if rest:
        try:
            scanner.read(rest, line)
        except LineError as error:
            if error.kind in (Kind.NOT_METRICS, Kind.AFTER_EOF):
                raise
        if form is Format.CLASSIC:
            raise cut()
    if form is Format.OPENMETRICS and not scanner.ended:
        raise no_eof()
