"""Unit tests run by promtool on rendered rules, and how each of them ended."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from archestra_ops.errors import UnavailableError
from archestra_ops.prometheus import promtool
from archestra_ops.prometheus.rules.model import RuleSet
from archestra_ops.prometheus.rules.subset import subset
from archestra_ops.prometheus.rules.unit_tests import UnitTest
from archestra_ops.prometheus.rules.writing import to_yaml
from archestra_ops.prometheus.scratch import scratch

_SECONDS: Final = 600.0
_START: Final = "Unit Testing:"
_FAILED: Final = re.compile(r"^  FAILED:\n", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """How a test ended on the rules for `provider` and `profile`; without `failure` it passed."""

    test: UnitTest
    provider: str
    profile: str = ""
    failure: str


def run(
    tests: Sequence[UnitTest], rules: RuleSet, provider: str, profile: str = ""
) -> list[Verdict]:
    """Run *tests* on *rules*, which are rendered for *provider* and *profile*.

    promtool finds nothing wrong with an alert that is not there, so that one is a failure here.
    Raises ToolMissingError and UnavailableError as promtool.run does.
    """
    absent = [_absent(test, rules) for test in tests]
    said = iter(_run([test for test, why in zip(tests, absent, strict=True) if not why], rules))
    return [
        Verdict(test=test, provider=provider, profile=profile, failure=why or next(said))
        for test, why in zip(tests, absent, strict=True)
    ]


def _absent(test: UnitTest, rules: RuleSet) -> str:
    """Why *test* cannot say anything of *rules*; empty where it can."""
    there = {rule.alert for group in rules.groups for rule in group.rules}
    out = {one.rule: one.reason for one in rules.left_out}
    missing = sorted((test.fires | test.silent) - there)
    if not missing:
        return ""
    reason = f"is left out: {out[missing[0]]}" if missing[0] in out else "is not defined"
    return f"the alert '{missing[0]}' {reason}"


def _run(tests: Sequence[UnitTest], rules: RuleSet) -> Iterator[str]:
    """What promtool says of each test; empty where it passed."""
    if not tests:
        return
    with scratch() as folder:
        files = []
        for number, test in enumerate(tests):
            rule_file = folder / f"rules-{number}.yaml"
            needed = subset(rules.groups, test.fires | test.silent, test.expressions)
            rule_file.write_text(to_yaml(needed), "utf-8")
            files.append(folder / f"test-{number}.yaml")
            files[-1].write_text(test.text(rule_file.name), "utf-8")
        outcome = promtool.run("test", "rules", *files, seconds=_SECONDS)
    # A file's name and its success go to stdout, its failure to stderr.
    passed = ["SUCCESS" in part for part in outcome.stdout.split(_START)[1:]]
    failures = _FAILED.split(outcome.stderr)[1:]
    if len(passed) != len(tests) or passed.count(False) != len(failures):
        raise UnavailableError(f"promtool does not run the unit tests: {outcome.reason}")
    remaining = iter(failures)
    for one in passed:
        yield "" if one else _told(next(remaining))


def _told(failure: str) -> str:
    lines = [line.strip() for line in failure.splitlines()]
    return " ".join(line for line in lines if line and not line.startswith("name: "))
