"""What a run of the checks comes to: how each thing is, what was found, and the exit code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from archestra_ops.errors import UnavailableError
from archestra_ops.findings import Case, Finding, Severity, exit_code
from archestra_ops.prometheus import live_checks
from archestra_ops.prometheus.live_checks.seen import Scraped, Seen
from archestra_ops.prometheus.live_checks.wording import counted


@dataclass(frozen=True, kw_only=True)
class Report:
    """`cases` say how each thing is that was looked at, `findings` what is wrong, worst first."""

    cases: tuple[Case, ...]
    findings: tuple[Finding, ...]

    def exit_code(self, fail_on: Severity) -> int:
        """1 where something is as bad as *fail_on*, else 3 where something could not be asked."""
        answered = [one for one in self.findings if one.check not in live_checks.UNANSWERED]
        unanswered = any(
            one.check in live_checks.UNANSWERED and one.severity is Severity.ERROR
            for one in self.findings
        )
        return exit_code(answered, fail_on) or (UnavailableError.exit_code if unanswered else 0)


def report(seen: Seen) -> Report:
    """What the checks say of a server."""
    findings = [one for check in live_checks.CHECKS for one in check.check(seen)]
    findings.sort(key=lambda one: -one.severity)
    return Report(cases=tuple(_cases(seen)), findings=tuple(findings))


def _cases(seen: Seen) -> Iterator[Case]:
    status = "unknown" if seen.error is not None else "up"
    yield Case(
        group="prometheus",
        name=seen.url,
        status=status,
        ok=seen.error is None,
        message=", ".join(_server(seen)) if seen.error is None else "",
    )
    for one in seen.targets or ():
        yield _target(one)
    if not seen.aim.groups and seen.error is None:
        message = f"no rules ship for {seen.aim.platform.title}"
        yield Case(group="rules", name=seen.url, status="none", ok=True, message=message)
    elif seen.groups is not None and seen.with_rules:
        yield _rules(seen)


def _server(seen: Seen) -> Iterator[str]:
    yield " ".join(filter(None, (seen.product.value, seen.version)))
    if seen.retention:
        yield f"keeps {seen.retention}"
    if seen.exemplars is not None and seen.exemplars.count:
        yield counted(seen.exemplars.count, "exemplar")


def _target(one: Scraped) -> Case:
    told = [one.lasting] if one.lasting else []
    if one.target.interval:
        told.append(f"every {one.target.interval:g} s")
    return Case(
        group=one.part,
        name=one.subject,
        status=one.target.health,
        ok=one.target.health == "up",
        message=", ".join(told),
    )


def _rules(seen: Seen) -> Case:
    loaded = sum(len(group.rules) for group in seen.aim.groups)
    loaded -= sum(map(len, seen.drift.missing.values()))
    return Case(
        group="rules",
        name=seen.url,
        status="as rendered" if seen.drift.is_none else "otherwise",
        ok=seen.drift.is_none,
        message=f"{loaded} of {sum(len(group.rules) for group in seen.aim.groups)} are loaded",
    )
