"""Which label names and values a family has had: the first so many of each, cheaply."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archestra_ops.exposition.text import LABEL_NAME, unescape

MOST_VALUES = 200  # of one label of one family; `more` names the labels that had more
_MOST_LABEL_SETS = 100
_LABEL = re.compile(rf'{LABEL_NAME}="[^"]*+')


class Vocabulary:
    """Label names and values of one family.

    Label lists of learned shapes come as text and wait until `flush`, which takes them apart all
    at once: for a million series that is several times cheaper than one by one.
    """

    __slots__ = ("_pending", "label_sets", "more", "values")

    def __init__(self) -> None:
        self.label_sets: dict[frozenset[str], tuple[str, ...]] = {}
        self.values: dict[str, dict[str, None]] = {}
        self.more: set[str] = set()
        self._pending: list[str] = []

    def pending(self, names: tuple[str, ...]) -> list[str] | None:
        """Where to append label lists with these names, tight and without escapes.

        None where there are too many label sets to keep.
        """
        return self._pending if self._enter(names) else None

    def add(self, labels: Sequence[tuple[str, str]]) -> None:
        """Take note of one label list that was read exactly, with its values still escaped."""
        self.flush()
        if self._enter(tuple(name for name, _ in labels)):
            for name, value in labels:
                self._note(name, value)

    def flush(self) -> None:
        """Take the waiting label lists apart."""
        text = ",".join(filter(None, self._pending))
        # Each label up to its last quote. Splitting is faster, if no value begins with a comma.
        labels = _LABEL.findall(text) if '=",' in text else text.removesuffix('"').split('",')
        for label in dict.fromkeys(labels):
            name, equals, value = label.partition('="')
            if equals:
                self._note(name, value)
        self._pending.clear()

    def _enter(self, names: tuple[str, ...]) -> bool:
        key = frozenset(names)
        if key in self.label_sets:
            return True
        if len(self.label_sets) >= _MOST_LABEL_SETS:
            return False
        self.label_sets[key] = names
        for name in names:
            self.values.setdefault(name, {})
        return True

    def _note(self, name: str, value: str) -> None:
        if name in self.more:
            return
        values = self.values[name]
        values[value] = None
        if len(values) > MOST_VALUES:
            del values[value]
            self.more.add(name)

    def texts(self) -> dict[str, tuple[str, ...]]:
        """The values of each label, unescaped, in the order of their first appearance."""
        return {name: tuple(map(unescape, values)) for name, values in self.values.items()}
