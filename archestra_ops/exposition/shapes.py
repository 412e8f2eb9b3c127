"""The shapes of one family's lines: learned from lines read exactly, then used for the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archestra_ops.exposition.exemplars import is_sound
from archestra_ops.exposition.format import Format
from archestra_ops.exposition.sample import Sample
from archestra_ops.exposition.shape import TAIL, Shape
from archestra_ops.exposition.tally import Tally

LEARN_AFTER = 4  # lines read exactly before a pattern is worth compiling
_MOST_SHAPES = 32
_MOST_CANDIDATES = 1_000
_MOST_BOUNDS = 1_000
_NO_ENDING = 0, None  # neither timestamp nor exemplar


class Shapes:
    """Reads on for one family for as long as the lines have a shape that it knows."""

    __slots__ = ("_candidates", "_form", "_post", "_pre", "_shape", "_shapes", "_tail", "_tally")

    def __init__(self, tally: Tally, form: Format) -> None:
        self._tally = tally
        self._form = form
        self._tail = TAIL[form].fullmatch
        self._shapes: list[Shape] = []
        self._shape: Shape | None = None
        self._candidates: dict[object, int] = {}
        self._pre: str | None = None
        self._post = ""

    def feed(self, lines: Sequence[str], start: int, first: int) -> int:
        """Account for the lines from index *start* on, as long as their shape is known.

        *first* is the number of the line at index 0. Returns the index of the first not taken.
        """
        shape = self._shape
        if shape is None:
            return start
        self._pre = None  # lines read exactly may have come between
        at = start
        for at in range(start, len(lines)):
            line = lines[at]
            found = shape.match(line)
            if found is None:
                shape, found = self._other(shape, line)
            if found is None or not self._take(shape, found, first + at):
                break
        else:
            at = len(lines)
        self._shape = shape
        self._tally.samples += at - start
        return at

    def _other(self, shape: Shape, line: str) -> tuple[Shape, re.Match[str] | None]:
        for other in self._shapes:
            if found := other.match(line):
                return other, found
        return shape, None

    def _take(self, shape: Shape, found: re.Match[str], line: int) -> bool:
        """Account for a line that matched; False, with nothing done, if it must be read exactly."""
        pre, bound, post, value, tail = found.groups()
        ending = _NO_ENDING if tail is None else self._read_tail(tail)
        known = ending and (shape.bounds.get(bound) or self._learn_bound(shape, bound))
        if ending is None or known is None:
            return False
        moment, exemplar = ending
        if exemplar is not None:
            self._tally.exemplars.add_text(exemplar, line)
            self._tally.check_exemplar_place(shape.name, line)
        mark, limit = known
        tally = self._tally
        if pre != self._pre or post != self._post:
            self._pre, self._post = pre, post
            labels = pre + post
            if tally.enter(shape.identity(labels)):
                shape.pending.append(labels)
                if not mark and not moment:
                    self._pre = None  # what counts is done, and the next line enters anew
                    return True
        if tally.count(mark ^ moment, shape.name, line) and limit is not None:
            tally.buckets.add(tally.series ^ moment, limit, float(value), line)
        return True

    def _learn_bound(self, shape: Shape, text: str) -> tuple[int, float | None] | None:
        limit = self._tally.bound(text)
        if limit is None:
            return None
        known = self._tally.mark(shape.suffix, limit), limit if self._tally.has_buckets else None
        if len(shape.bounds) < _MOST_BOUNDS:
            shape.bounds[text] = known
        return known

    def _read_tail(self, tail: str) -> tuple[int, str | None] | None:
        found = self._tail(tail)
        if found is None:
            return None
        timestamp, exemplar = found.groups()
        if exemplar and not is_sound(exemplar):
            return None
        return self._tally.moment(None if timestamp is None else float(timestamp)), exemplar

    def learn(self, text: str, sample: Sample, suffix: str) -> None:
        """Take note of a line that was read exactly; often enough, and its shape is known."""
        bound = self._tally.bound_label(suffix)
        candidate = sample.name, *((name, not value) for name, value in sample.labels.items())
        times = self._candidates.get(candidate, 0) + 1
        if times > 1 or len(self._candidates) < _MOST_CANDIDATES:
            self._candidates[candidate] = times
        if times != LEARN_AFTER or len(self._shapes) >= _MOST_SHAPES:
            return
        names = tuple(name for name in sample.labels if name != bound)
        present = tuple(name for name in names if sample.labels[name])
        pending = self._tally.vocabulary.pending(names)
        if self._tally.order(present) != present or pending is None:
            return
        shape = Shape(sample, self._form, bound, suffix, pending)
        if bound not in sample.labels:
            shape.bounds[""] = self._tally.mark(suffix, None), self._tally.count_bound(suffix)
        if shape.match(text):
            self._shapes.append(shape)
            self._shape = shape
