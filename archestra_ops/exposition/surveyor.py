"""Reads a whole metrics page and says what it has, and everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from archestra_ops.exposition.catalogue import Catalogue
from archestra_ops.exposition.format import Format
from archestra_ops.exposition.lines import Lines
from archestra_ops.exposition.problems import Kind, LineError, ProblemLog
from archestra_ops.exposition.report import Survey
from archestra_ops.exposition.sample import Sample
from archestra_ops.exposition.scan import Scanner, cut, no_eof


def survey(source: Iterable[bytes], *, format: Format, max_problems: int = 100) -> Survey:  # noqa: A002 - the word for it
    """Read the page that *source* yields in chunks, whatever is in it.

    Time is linear in the page; memory holds one hash per series of the family being read and what
    the survey returns, of which every part is bounded. A series that stands twice is noticed
    within one block of lines of its family.
    """
    surveyor = _Surveyor(format, max_problems)
    lines = Lines(source)
    first = 1
    for block in lines:
        surveyor.read_block(block, first, exactly=lines.damaged)
        first += len(block)
        if surveyor.foreign:
            break
    else:
        surveyor.finish(lines.rest, first)
    return surveyor.result(first - 1 + bool(lines.rest), lines.bytes)


class _Surveyor:
    def __init__(self, form: Format, max_problems: int) -> None:
        self.foreign = False
        self._form = form
        self._log = ProblemLog(max_problems)
        self._scanner = Scanner(form)
        self._catalogue = Catalogue(form, self._log)
        # Lines that cannot be read, and whether all of them look like prose.
        self._unreadable = 0
        self._prose = True
        self._uncounted = 0
        self._told: set[Kind] = set()

    def read_block(self, block: Sequence[str], first: int, *, exactly: bool) -> None:
        """Read whole lines, of which the first has number *first*."""
        at = 0
        while at < len(block) and not self.foreign:
            shapes = self._catalogue.shapes
            if shapes is not None and not exactly:
                at = shapes.feed(block, at, first)
                if at == len(block):
                    break
            self._read_line(block[at], first + at)
            at += 1
        if self._catalogue.current is not None:
            self._catalogue.current.vocabulary.flush()

    def _read_line(self, text: str, line: int) -> None:
        if text.endswith("\r") and Kind.CRLF in self._told:
            text = text.rstrip("\r")
        try:
            found = self._scanner.read(text, line)
        except LineError as error:
            self._report(error, text, line)
            return
        if isinstance(found, Sample):
            self._add(found, text)
        elif found is not None:
            self._catalogue.declare(found, line)
        elif self._scanner.ended:
            self._catalogue.leave()

    def _add(self, sample: Sample, text: str) -> None:
        tally, suffix = self._catalogue.of_sample(sample.name, sample.line)
        if tally is None:
            self._uncounted += 1
            return
        tally.add(sample, suffix)
        if self._catalogue.shapes is not None:
            self._catalogue.shapes.learn(text, sample, suffix)

    def _report(self, error: LineError, text: str, line: int) -> None:
        if error.kind in (Kind.CRLF, Kind.AFTER_EOF):
            # True of every line from here on, and said once.
            if error.kind not in self._told:
                self._told.add(error.kind)
                self._log.add_error(line, error)
            if error.kind is Kind.CRLF:
                self._read_line(text, line)
            return
        self._unreadable += 1
        self._prose = self._prose and "{" not in text
        self.foreign = error.kind is Kind.NOT_METRICS
        self._log.add_error(line, error)

    def finish(self, rest: str, line: int) -> None:
        """End the page, with what stands behind its last newline."""
        if rest:
            self._read_line(rest, line)
        if self.foreign:
            return
        if self._form is Format.OPENMETRICS and not self._scanner.ended:
            self._log.add_error(line if rest else max(line - 1, 1), no_eof())
        elif self._form is Format.CLASSIC and rest:
            self._log.add_error(line, cut())

    def result(self, lines: int, size: int) -> Survey:
        """What was found, once everything was read."""
        self._catalogue.leave()
        families = {name: tally.survey() for name, tally in self._catalogue.families.items()}
        samples = sum(family.samples for family in families.values()) + self._uncounted
        if self._unreadable and self._prose and not families and not self.foreign:
            self._log.add_first(
                1, Kind.NOT_METRICS, "this is not a metrics page: none of its lines can be read"
            )
        return Survey(
            format=self._form,
            samples=samples,
            lines=lines,
            bytes=size,
            families=families,
            problems=tuple(sorted(self._log.kept, key=lambda problem: problem.line)),
            problem_count=self._log.count,
        )
