"""Where promtool and our own rules say different things of a file.

promtool is the engine's own judge, of the release that is installed: what it refuses does not run
there. What it accepts and ours do not may be an expression that our grammar lacks.
https://prometheus.io/docs/prometheus/latest/command-line/promtool/#promtool-check
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from archestra_ops import expressions
from archestra_ops.findings import Severity
from archestra_ops.prometheus.rule_lint import keys
from archestra_ops.prometheus.rule_lint.cross_check import Refusal
from archestra_ops.prometheus.rule_lint.expression import UNUSUAL
from archestra_ops.prometheus.rule_lint.found import Found
from archestra_ops.prometheus.rule_lint.problem import Problem
from archestra_ops.prometheus.rule_lint.read import PROMETHEUS
from archestra_ops.prometheus.rule_lint.rulefile import Entry, RuleFile

# What promtool looks at as well.
_ITS: Final = frozenset(
    {
        expressions.SYNTAX, "structure", "group-structure", "unknown-key", "template",
        "grafana-variable", "no-rules",
    }
)  # fmt: skip
_OF_YOURS: Final = "check with the promtool of the Prometheus that will read the file"
PROMTOOL: Final = "promtool"
_UNKNOWN: Final = re.compile(r"field (\S+) not found in type")


def compared(file: RuleFile, refusals: Sequence[Refusal], found: Sequence[Found]) -> list[Found]:
    """*found* in *file*, and what promtool refuses beside; what only ours refuse gets milder."""
    entries = {
        (place, entry.group, entry.index): entry
        for place, namespace in enumerate(file.namespaces)
        for group in namespace.groups
        for entry in group.entries
    }
    refused = [(one, entries.get((one.namespace, one.group, one.rule))) for one in refusals]
    return [*_accepted(refused, found), *_refused(file, refused, found)]


def _refused(
    file: RuleFile, refused: Sequence[tuple[Refusal, Entry | None]], found: Sequence[Found]
) -> Iterator[Found]:
    """What is refused and ours do not say."""
    errors = _places(one for one in found if one.check in _ITS and _is_error(one))
    newer = _places(one for one in found if one.check == UNUSUAL)
    for refusal, entry in refused:
        if entry is not None:
            place = entry.table.line, entry.part
            if place not in errors:
                problem = _problem(refusal, newer=place in newer)
                yield Found(PROMTOOL, problem, entry.line, entry.part, entry.table.line)
        elif _unknown(refusal) not in keys.OF_OTHERS and (not errors or _is_of_newer(refusal)):
            yield Found(PROMTOOL, _problem(refusal, newer=False), _line(file, refusal))


def _accepted(
    refused: Sequence[tuple[Refusal, Entry | None]], found: Sequence[Found]
) -> Iterator[Found]:
    """*found*, in which an expression that only ours refuse is no error.

    promtool stops at a file that is no rule file, before it looks at expressions.
    """
    looked = all(entry is not None for _, entry in refused)
    at_fault = {(entry.table.line, entry.part) for _, entry in refused if entry is not None}
    for one in found:
        only_ours = one.check == expressions.SYNTAX and (one.start, one.part) not in at_fault
        yield _milder(one) if looked and only_ours else one


def _places(found: Iterable[Found]) -> frozenset[tuple[int, str]]:
    return frozenset((one.start, one.part) for one in found)


def _is_error(one: Found) -> bool:
    return one.problem.severity is Severity.ERROR


def _milder(one: Found) -> Found:
    problem = replace(
        one.problem,
        severity=Severity.WARNING,
        hint="promtool accepts it, and this lint does not look at it any further",
    )
    return replace(one, problem=problem)


def _is_of_newer(refusal: Refusal) -> bool:
    return keys.knows(_unknown(refusal))


def _unknown(refusal: Refusal) -> str:
    """The key that promtool does not know, if that is what it refuses."""
    found = _UNKNOWN.search(refusal.message)
    return "" if found is None else found[1]


def _line(file: RuleFile, refusal: Refusal) -> int:
    """Its line, which is the file's own only where that was given to promtool as it is."""
    plain = file.namespaces[refusal.namespace].form == PROMETHEUS
    return refusal.line if plain else file.namespaces[refusal.namespace].line


def _problem(refusal: Refusal, *, newer: bool) -> Problem:
    if _is_of_newer(refusal):
        said = f"this promtool does not know the key {_unknown(refusal)!r}"
        return Problem(said, _OF_YOURS)
    said = " ".join(refusal.message.split()).rstrip(".")
    if newer:
        return Problem(f"this promtool refuses it: {said}", _OF_YOURS)
    hint = "this lint accepts it: it does not run with the Prometheus of this promtool"
    return Problem(f"promtool refuses it: {said}", hint, Severity.ERROR)
