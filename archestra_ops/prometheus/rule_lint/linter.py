"""Files in, findings out: every rule that was chosen, comments, and promtool beside."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from archestra_ops import expressions, promql
from archestra_ops.errors import OpsError, PromQLError
from archestra_ops.expressions import others
from archestra_ops.findings import Finding, Severity
from archestra_ops.prometheus.document import YamlError
from archestra_ops.prometheus.rule_lint import (
    disagreement,
    ignore_without_reason,
    needless_ignore,
)
from archestra_ops.prometheus.rule_lint.comments import Comments
from archestra_ops.prometheus.rule_lint.cross_check import CrossCheck
from archestra_ops.prometheus.rule_lint.found import Found
from archestra_ops.prometheus.rule_lint.judging import Rules, judge
from archestra_ops.prometheus.rule_lint.problem import OfEntry, Problem
from archestra_ops.prometheus.rule_lint.read import read
from archestra_ops.prometheus.rule_lint.rulefile import Entry, RuleFile
from archestra_ops.prometheus.rule_lint.scope import Scope
from archestra_ops.prometheus.rule_lint.tables import (
    NEEDLESS,
    NO_RULES,
    OF_EXPRESSIONS,
    OF_FILES,
    OF_RULES,
    UNREASONED,
    YAML,
    documentation,
)


@dataclass(frozen=True, kw_only=True)
class Source:
    """A text to check: findings call it `name`; `path` is where promtool finds it, if it is there.

    `expected` says that it has to be a rule file; of those in a folder, not every one is.
    `unreadable` is why there is no text.
    """

    name: str
    text: str
    path: Path | None = None
    expected: bool = True
    unreadable: OpsError | None = None


def check(
    sources: Iterable[Source],
    scope: Scope,
    rules: frozenset[str],
    *,
    promtool: bool = False,
    processes: int | None = None,
) -> tuple[Finding, ...]:
    """What *rules* find wrong in *sources*, in their order, and in each by line.

    With *promtool* that is asked as well, at the same time; ToolMissingError where there is none.
    *processes* is how many may work, as many as there are processors unless told.
    """
    given = list(sources)
    findings: list[list[Finding]] = [[] for _ in given]
    files: list[tuple[int, RuleFile]] = []
    for place, source in enumerate(given):
        try:
            files.append((place, _read(source)))
        except OpsError as error:
            findings[place] = [_unreadable(error, source)] if YAML in rules else []
    linter = _Linter(scope, rules, processes)
    if promtool and disagreement.PROMTOOL in rules:
        with CrossCheck([(file, given[place].path) for place, file in files]) as asked:
            found = linter.found([file for _, file in files])
            refusals = asked.refusals()
        for number, (_, file) in enumerate(files):
            found[number] = disagreement.compared(file, refusals.get(number, ()), found[number])
    else:
        found = linter.found([file for _, file in files])
    for (place, file), one in zip(files, found, strict=True):
        told = linter.told(file, one, expected=given[place].expected)
        findings[place] = [each.finding(file.name) for each in told]
    return tuple(finding for of_file in findings for finding in of_file)


def metrics(sources: Iterable[Source]) -> frozenset[str]:
    """The metrics that rules in *sources* name; of what cannot be read there are none."""
    found: set[str] = set()
    for source in sources:
        with suppress(OpsError):
            for entry in _read(source).entries:
                with suppress(PromQLError):
                    found.update(one.name for one in promql.selectors(entry.expr) if one.name)
    return frozenset(found)


class _Linter:
    """Applies rules to files."""

    def __init__(self, scope: Scope, rules: frozenset[str], processes: int | None) -> None:
        self._scope = scope
        self._rules = rules
        self._processes = processes

    def found(self, files: Sequence[RuleFile]) -> list[list[Found]]:
        """Everything that is wrong in each of *files*, whatever their comments say."""
        entries = [(number, entry) for number, file in enumerate(files) for entry in file.entries]
        recorded: dict[str, tuple[str, ...]] = {}
        for _, entry in entries:
            if entry.record:
                recorded[entry.record] = (*recorded.get(entry.record, ()), entry.expr)
        judged = judge(
            [entry for _, entry in entries],
            replace(self._scope, recorded=recorded),
            self._chosen(recorded),
            processes=self._processes,
        )
        found: list[list[Found]] = [list(self._of_file(file)) for file in files]
        for place, check, problem in judged:
            number, entry = entries[place]
            found[number].append(_of_entry(check, problem, entry))
        return found

    def told(self, file: RuleFile, found: Sequence[Found], *, expected: bool) -> list[Found]:
        """Of what was *found* in *file*, what its comments leave, and what is wrong with those."""
        comments = Comments(file)
        kept = [one for one in found if not comments.silence(one.check, (one.line, one.start))]
        known = documentation().keys()
        for comment in comments.ignores:
            if UNREASONED in self._rules:
                kept += _of_file(UNREASONED, ignore_without_reason.find_in_comment(comment))
            if NEEDLESS in self._rules and comment.reason:
                needless = needless_ignore.find_in_comment(comment, self._rules, known)
                kept += _of_file(NEEDLESS, needless)
        if not expected:
            kept = [_milder(one) if one.check == NO_RULES else one for one in kept]
        return list(dict.fromkeys(sorted(kept, key=_order)))

    def _of_file(self, file: RuleFile) -> Iterable[Found]:
        for name, find in OF_FILES.items():
            if name in self._rules:
                yield from _of_file(name, find(file))

    def _chosen(self, recorded: Collection[str]) -> Rules:
        def chosen(table: dict[str, OfEntry]) -> dict[str, OfEntry]:
            return {name: find for name, find in table.items() if name in self._rules}

        shared = {name: find for name, find in expressions.RULES.items() if name in self._rules}
        return Rules(
            of_expressions=others.rules_for_others(shared, recorded),
            of_readable=chosen(OF_EXPRESSIONS),
            of_all=chosen(OF_RULES),
            names=self._rules,
        )


def _order(one: Found) -> tuple[int, str, int, int]:
    """By lines; within a rule the worst first."""
    return one.start or one.line, one.part, -one.problem.severity, one.line


def _of_file(check: str, problems: Iterable[Problem]) -> list[Found]:
    return [Found(check, problem, problem.line, problem.part) for problem in problems]


def _of_entry(check: str, problem: Problem, entry: Entry) -> Found:
    return Found(check, problem, problem.line or entry.line, entry.part, entry.table.line)


def _milder(one: Found) -> Found:
    return replace(one, problem=replace(one.problem, severity=Severity.INFO))


def _read(source: Source) -> RuleFile:
    if source.unreadable is not None:
        raise source.unreadable
    return read(source.text, name=source.name)


def _unreadable(error: OpsError, source: Source) -> Finding:
    line, column = 0, ""
    if isinstance(error, YamlError):
        line, column = error.line, f", at column {error.column}" if error.column else ""
    return Finding(
        check=YAML,
        severity=Severity.ERROR,
        subject=source.name,
        message=f"{error}{column}",
        hint=error.hint,
        line=line,
    )
