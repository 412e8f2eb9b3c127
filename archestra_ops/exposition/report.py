"""What a survey of a metrics page tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from archestra_ops.exposition.format import Format
from archestra_ops.exposition.problems import Problem


@dataclass(frozen=True, kw_only=True, slots=True)
class FamilySurvey:
    """One family of a page; with `samples` 0 it is declared, and nothing was observed yet.

    `name` is what its TYPE line says, `type` is `unknown` where there is none, `line` is where the
    family is named first. A series is one set of labels without `le` and `quantile`, whatever the
    suffix. `values` has the first 200 values of each label, `more` the labels that had more;
    `bounds` the first 200 values of `le` or `quantile` as they stand on the page. `duplicates` has
    the first few series that stand twice: the line of the second, and the series.
    `longest_exemplar` counts label names and values in UTF-16 units, as prom-client does.
    """

    name: str
    type: str
    help: str
    unit: str
    line: int
    samples: int
    series: int
    label_sets: tuple[tuple[str, ...], ...]
    values: Mapping[str, tuple[str, ...]]
    more: frozenset[str]
    bounds: tuple[str, ...]
    exemplars: int
    empty_exemplars: int
    longest_exemplar: int
    exemplar_labels: tuple[str, ...]
    duplicates: tuple[tuple[int, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Survey:
    """A whole page: `problems` by line, the first of them; `problem_count` counts all.

    A line that cannot be read counts in `lines`, not in `samples`.
    """

    format: Format
    samples: int
    lines: int
    bytes: int
    families: Mapping[str, FamilySurvey]
    problems: tuple[Problem, ...]
    problem_count: int
