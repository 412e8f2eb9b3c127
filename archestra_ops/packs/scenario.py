"""Scenarios: what goes wrong in the emitted world, as changes to what a pack emits.

None of this is a fact about a platform. It is ours: an incident that an alert must see.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

Condition = Literal["", "down", "rejected", "restarting", "slow", "not scraped", "scraped twice"]
"""What a scrape of a target meets; empty where all is well.

`down`: nothing answers. `rejected`: there is a page, but no scraper can read it to its end.
`restarting`: every few minutes the process begins anew. `slow`: its page takes long.
`not scraped`: Prometheus has no such target. `scraped twice`: it has two of it.
"""

PROCESS = "process"
"""The word in `where` that is no label: the process whose page it is."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing that is otherwise while a scenario plays; it names exactly one of four subjects.

    `activity`: its streams whose words are those of `where` happen `rate` times as often, draw
    their words by the weights of `draw` (also words that their rows fix), and have their numbers
    (drawn or of the row) multiplied by `number`.
    `metric`, which moves by itself: its series with the labels of `where` are at `level`, or at the
    state `state`, or change by `grows` a second from where they were (0: they stand still); a
    counter grows by `rate` a second instead of its own. Labels in `where` that no series has, but
    that are all it needs, make a new one.
    `process` (or `postgres`): its scrapes meet `is`.
    `vanish`: the metrics so named, `*` standing for any text, are no longer on the page; with
    `where` only their series with these labels.
    `replica`: only the first, or only the second, of two replicas has it; 0 stands for all.
    """

    activity: str = ""
    metric: str = ""
    process: str = ""
    vanish: tuple[str, ...] = ()
    where: Mapping[str, tuple[str, ...] | str] = field(default_factory=dict)
    replica: Literal[0, 1, 2] = 0
    rate: float | None = None
    draw: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    number: Mapping[str, float] = field(default_factory=dict)
    level: float | None = None
    grows: float | None = None
    state: str = ""
    condition: Condition = field(default="", metadata={"key": "is"})

    def wanted(self, name: str) -> tuple[str, ...]:
        """The words that `where` allows for *name*; none where it does not name it."""
        words = self.where.get(name, ())
        return (words,) if isinstance(words, str) else words

    def selects(self, words: Mapping[str, object]) -> bool:
        """Whether what has these *words* is meant; the process is another matter."""
        return all(words.get(name) in self.wanted(name) for name in self.where if name != PROCESS)

    @property
    def new_labels(self) -> dict[str, str]:
        """The labels of the series that it makes where there is none: the first words wanted."""
        return {name: self.wanted(name)[0] for name in self.where if name != PROCESS}


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """What happens, in a sentence, and the changes that it is made of."""

    help: str
    changes: tuple[Change, ...] = ()


def rescripted(
    scenarios: Mapping[str, Scenario], alter: Callable[[Change], Change]
) -> dict[str, Scenario]:
    """The *scenarios* with each of their changes as *alter* makes it."""
    return {
        name: replace(scenario, changes=tuple(alter(change) for change in scenario.changes))
        for name, scenario in scenarios.items()
    }
