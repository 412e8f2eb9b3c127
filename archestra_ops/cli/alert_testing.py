"""What `ops alerts test` runs, and how its report reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from archestra_ops import packs, shipped
from archestra_ops.errors import OpsError
from archestra_ops.findings import Case, Finding, Severity
from archestra_ops.output import FORMATS, cases
from archestra_ops.output.report import Report
from archestra_ops.packs.structure import did_you_mean
from archestra_ops.prometheus.rules import default_values, rule_set
from archestra_ops.prometheus.rules.unit_testing import Verdict, run
from archestra_ops.prometheus.rules.unit_tests import UnitTest, unit_tests

_ALL: Final = "all"
_AT_ONCE: Final = 2  # promtool runs; each uses one core


def run_all(platform: str, provider: str, groups: Sequence[str]) -> list[Verdict]:
    """Run the unit tests of *groups*, or of all, for one provider or `all`.

    Tests that no provider matters to run once. Raises OpsError for a group without tests, and
    ToolMissingError without promtool.
    """
    pack, values = packs.platform(platform), default_values(platform).with_examples()
    tests = _chosen(unit_tests(shipped.ALERTS / platform), groups)
    names = packs.provider_names() if provider == _ALL else (packs.provider(provider).name,)
    plans = [(names[0], "", [test for test in tests if not test.provider])]
    plans += [(name, name, [test for test in tests if test.provider == name]) for name in names]

    def carry_out(plan: tuple[str, str, list[UnitTest]]) -> list[Verdict]:
        whose, shown, own = plan
        return run(own, rule_set(pack, packs.provider(whose), values), shown)

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return [verdict for part in pool.map(carry_out, plans) for verdict in part]


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
        name=verdict.test.name,
        status="failed" if verdict.failure else "ok",
        ok=not verdict.failure,
        message=verdict.failure,
    )


def _finding(verdict: Verdict) -> Finding:
    return Finding(
        check="unit-test",
        severity=Severity.ERROR,
        subject=verdict.test.file,
        line=verdict.test.line,
        part=verdict.test.name,
        message=verdict.failure,
    )


def _chosen(tests: Sequence[UnitTest], groups: Sequence[str]) -> list[UnitTest]:
    known = {test.group for test in tests}
    for group in groups:
        if group not in known:
            hint = did_you_mean(group, known)
            raise OpsError(f"no unit tests for the group '{group}'", hint=hint)
    return [test for test in tests if not groups or test.group in groups]
