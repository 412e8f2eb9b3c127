"""What can be wrong with a metrics page, where, and what Prometheus makes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """The stable name of a problem."""

    NOT_METRICS = "not-metrics"
    SYNTAX = "syntax"
    ENCODING = "encoding"
    CRLF = "crlf"
    LINE_TOO_LONG = "line-too-long"
    TRUNCATED = "truncated"
    BLANK_LINE = "blank-line"
    COMMENT = "comment"
    NO_EOF = "no-eof"
    AFTER_EOF = "after-eof"
    TYPE = "type"
    UNIT = "unit"
    LATE_METADATA = "late-metadata"
    DUPLICATE_METADATA = "duplicate-metadata"
    INTERLEAVED = "interleaved"
    SAMPLE_NAME = "sample-name"
    DUPLICATE_LABEL = "duplicate-label"
    DUPLICATE_SERIES = "duplicate-series"
    BOUND = "bound"
    BUCKET_ORDER = "bucket-order"
    BUCKET_COUNT = "bucket-count"
    NO_INF_BUCKET = "no-inf-bucket"
    INF_COUNT = "inf-count"
    EXEMPLAR = "exemplar"
    EXEMPLAR_PLACE = "exemplar-place"
    EXEMPLAR_TOO_LONG = "exemplar-too-long"
    TOO_MANY_FAMILIES = "too-many-families"

    @property
    def drops_page(self) -> bool:
        """Whether Prometheus throws away the whole page for it (and `up` becomes 0).

        Tried out with Prometheus 2.42, one page for each. It is milder in a few places, such as a
        missing comma between labels.
        """
        return self in _DROPS_PAGE


_DROPS_PAGE = frozenset(
    {
        Kind.NOT_METRICS,
        Kind.SYNTAX,
        Kind.ENCODING,
        Kind.CRLF,
        Kind.BLANK_LINE,
        Kind.COMMENT,
        Kind.NO_EOF,
        Kind.AFTER_EOF,
        Kind.TYPE,
        Kind.UNIT,
        Kind.DUPLICATE_LABEL,
        Kind.EXEMPLAR,
        Kind.EXEMPLAR_PLACE,
    }
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a page: the 1-based line, what, and what to do about it."""

    line: int
    kind: Kind
    message: str
    hint: str = ""


class LineError(Exception):
    """A line that is not what the format says; whoever knows its number reports it."""

    def __init__(self, kind: Kind, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.kind = kind
        self.hint = hint


@dataclass(slots=True)
class ProblemLog:
    """Keeps the first `limit` problems and counts all."""

    limit: int
    count: int = 0
    kept: list[Problem] = field(default_factory=list)

    def add(self, line: int, kind: Kind, message: str, hint: str = "") -> None:
        """Take note of one."""
        self.count += 1
        if len(self.kept) < self.limit:
            self.kept.append(Problem(line, kind, message, hint))

    def add_first(self, line: int, kind: Kind, message: str) -> None:
        """Take note of one that makes the others look small: it is kept whatever the limit."""
        self.count += 1
        self.kept.insert(0, Problem(line, kind, message))
        del self.kept[max(self.limit, 1) :]

    def add_error(self, line: int, error: LineError) -> None:
        """Take note of a line that could not be read."""
        self.add(line, error.kind, str(error), error.hint)
