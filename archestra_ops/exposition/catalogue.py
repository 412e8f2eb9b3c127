"""The families of a page: which one a line belongs to, and whether it stands where it should."""

from __future__ import annotations

from archestra_ops.exposition.families import ALL_SUFFIXES, belongs, misnamed, suffixes
from archestra_ops.exposition.format import Format
from archestra_ops.exposition.metadata import Metadata, Word
from archestra_ops.exposition.problems import Kind, ProblemLog
from archestra_ops.exposition.shapes import Shapes
from archestra_ops.exposition.tally import Tally

_MOST_FAMILIES = 10_000


class Catalogue:
    """All families so far; `current` is the one whose lines are being read, `shapes` its shapes."""

    def __init__(self, form: Format, log: ProblemLog) -> None:
        self.families: dict[str, Tally] = {}
        self.current: Tally | None = None
        self.shapes: Shapes | None = None
        self._form = form
        self._log = log
        self._full = False

    def of_sample(self, name: str, line: int) -> tuple[Tally | None, str]:
        """The family of a sample, made current, and the ending of the sample's name.

        None where the page has more families than are kept.
        """
        tally, suffix = self._find(name, line)
        if tally is not None:
            if tally is not self.current:
                self._enter(tally)
                self._check_block(tally, line)
            self._check_name(tally, suffix, line)
        return tally, suffix

    def _find(self, name: str, line: int) -> tuple[Tally | None, str]:
        current = self.current
        if current is not None and name.startswith(current.name):
            suffix = name[len(current.name) :]
            if belongs(self._form, current.type, suffix):
                return current, suffix
        if name not in self.families:
            for suffix in ALL_SUFFIXES:
                if name.endswith(suffix):
                    tally = self.families.get(name.removesuffix(suffix))
                    if tally is not None and belongs(self._form, tally.type, suffix):
                        return tally, suffix
        return self._named(name, line), ""

    def _named(self, name: str, line: int) -> Tally | None:
        tally = self.families.get(name)
        if tally is None:
            if len(self.families) >= _MOST_FAMILIES:
                self._too_many(line)
                return None
            tally = self.families[name] = Tally(name, line, self._form, self._log)
        return tally

    def _too_many(self, line: int) -> None:
        self.leave()
        if not self._full:
            self._full = True
            self._log.add(
                line,
                Kind.TOO_MANY_FAMILIES,
                f"more than {_MOST_FAMILIES} metric families: the rest is counted, not surveyed",
                "a metric name made from data, such as an id, belongs into a label",
            )

    def _enter(self, tally: Tally) -> None:
        self.leave()
        self.current = tally
        self.shapes = Shapes(tally, self._form)

    def leave(self) -> None:
        """End the current family's block of lines."""
        if self.current is not None:
            self.current.leave()
        self.current = self.shapes = None

    def _check_block(self, tally: Tally, line: int) -> None:
        if tally.samples and Kind.INTERLEAVED not in tally.told:
            tally.told.add(Kind.INTERLEAVED)
            self._log.add(
                line,
                Kind.INTERLEAVED,
                f"family {tally.name!r} goes on here after another one",
                "all lines of a family stand together",
            )

    def _check_name(self, tally: Tally, suffix: str, line: int) -> None:
        if suffix in suffixes(self._form, tally.type) or Kind.SAMPLE_NAME in tally.told:
            return
        tally.told.add(Kind.SAMPLE_NAME)
        message, hint = misnamed(self._form, tally.type, tally.name, suffix)
        self._log.add(line, Kind.SAMPLE_NAME, message, hint)

    def declare(self, metadata: Metadata, line: int) -> None:
        """Take a HELP, TYPE or UNIT line."""
        tally = self._named(metadata.name, line)
        if tally is None:
            return
        word = metadata.word
        # Under another type, what was learned of the current family is void too.
        if tally is not self.current or word is Word.TYPE:
            self._enter(tally)
        if word in tally.told:
            self._log.add(
                line,
                Kind.DUPLICATE_METADATA,
                f"family {tally.name!r} has a second {word.value} line",
            )
            return
        tally.told.add(word)
        if tally.samples:
            self._log.add(
                line,
                Kind.LATE_METADATA,
                f"the {word.value} line of family {tally.name!r} stands after its samples",
            )
        if word is Word.TYPE:
            tally.type = metadata.text
        elif word is Word.HELP:
            tally.help = metadata.text
        else:
            tally.unit = metadata.text
