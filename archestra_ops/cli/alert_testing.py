"""What `ops alerts test` runs, and how its report reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from archestra_ops import packs, shipped
from archestra_ops.errors import OpsError
from archestra_ops.findings import Case, Finding, Severity
from archestra_ops.output import FORMATS, cases
from archestra_ops.output.report import Report
from archestra_ops.packs.model import Platform
from archestra_ops.packs.structure import did_you_mean
from archestra_ops.prometheus.children import threads
from archestra_ops.prometheus.rules import default_values, rule_set
from archestra_ops.prometheus.rules.unit_profile import adapted
from archestra_ops.prometheus.rules.unit_testing import Verdict, run
from archestra_ops.prometheus.rules.unit_tests import UnitTest, unit_tests

_ALL: Final = "all"
_AT_ONCE: Final = 2  # promtool runs; each uses one core


@dataclass(frozen=True, kw_only=True)
class _Plan:
    """Tests for the rules of one profile and provider; `shown` is the provider, if it counts."""

    platform: Platform
    provider: str
    shown: str
    tests: Sequence[UnitTest]


def run_all(
    platform: str, provider: str, groups: Sequence[str], profile: str = ""
) -> list[Verdict]:
    """Run the unit tests of *groups*, or of all, for one provider or `all`, one profile or all.

    Tests that no provider matters to run once for each profile. Raises OpsError for a group without
    tests, and ToolMissingError without promtool.
    """
    profiles, values = packs.profiles(platform), default_values(platform).with_examples()
    tests = _chosen(unit_tests(shipped.ALERTS / platform, profiles), groups)
    plans = [
        plan
        for one in ([profile] if profile else profiles or ("",))
        for plan in _plans(packs.platform(platform, one), provider, tests)
    ]

    def carry_out(plan: _Plan) -> list[Verdict]:
        rules = rule_set(plan.platform, packs.provider(plan.provider), values)
        fitting = (adapted(test, rules, plan.platform) for test in plan.tests)
        own = [test for test in fitting if test is not None]
        return run(own, rules, plan.shown, plan.platform.profile)

    with threads(_AT_ONCE) as pool:
        return [verdict for part in pool.map(carry_out, plans) for verdict in part]


def _plans(platform: Platform, provider: str, tests: Sequence[UnitTest]) -> Iterator[_Plan]:
    names = packs.provider_names() if provider == _ALL else (packs.provider(provider).name,)
    own = [test for test in tests if test.profile in ("", platform.profile)]
    for name in ("", *names):
        yield _Plan(
            platform=platform,
            provider=name or names[0],
            shown=name,
            tests=[test for test in own if test.provider == name],
        )


def text(verdicts: Sequence[Verdict], platform: str, output: str) -> str:
    """The report as text, JSON, JUnit XML, or commands of a GitHub workflow."""
    if output == "github":
        findings = tuple(_finding(one) for one in verdicts if one.failure)
        return FORMATS[output](Report(command="alerts test", findings=findings))
    by_file: dict[str, list[Verdict]] = defaultdict(list)
    for one in verdicts:
        by_file[one.test.file].append(one)
    report = cases.Cases(
        kind="archestra-ops.alerts-test",
        title=f"unit tests of the rules for '{platform}', by promtool",
        cases=[_case(one) for one in verdicts],
        sums=[
            {
                "tests": file,
                "ok": sum(not one.failure for one in own),
                "failed": sum(bool(one.failure) for one in own),
            }
            for file, own in by_file.items()
        ],
    )
    return cases.render(report, output)


def _case(verdict: Verdict) -> Case:
    return Case(
        group=verdict.test.file,
        name=_named(verdict),
        status="failed" if verdict.failure else "ok",
        ok=not verdict.failure,
        message=verdict.failure,
    )


def _named(verdict: Verdict) -> str:
    return f"{verdict.test.name}{f' ({verdict.profile})' if verdict.profile else ''}"


def _finding(verdict: Verdict) -> Finding:
    return Finding(
        check="unit-test",
        severity=Severity.ERROR,
        subject=verdict.test.file,
        line=verdict.test.line,
        part=_named(verdict),
        message=verdict.failure,
    )


def _chosen(tests: Sequence[UnitTest], groups: Sequence[str]) -> list[UnitTest]:
    known = {test.group for test in tests}
    for group in groups:
        if group not in known:
            hint = did_you_mean(group, known)
            raise OpsError(f"no unit tests for the group '{group}'", hint=hint)
    return [test for test in tests if not groups or test.group in groups]
