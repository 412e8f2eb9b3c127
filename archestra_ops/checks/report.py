"""What a run of checks comes to: how each target is, what was found, and the exit code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from archestra_ops import checks
from archestra_ops.checks.health import maintenance, no_probes, untold
from archestra_ops.checks.health import reachable as health_reachable
from archestra_ops.checks.metrics import authorised, process, reachable, status, well_formed
from archestra_ops.checks.page import Page
from archestra_ops.checks.probe import Health
from archestra_ops.checks.probed import Probed
from archestra_ops.checks.trace_probe import Sent, Traced
from archestra_ops.checks.trace_stores import Look
from archestra_ops.checks.traces import reachable as traces_reachable
from archestra_ops.checks.traces import store_reachable
from archestra_ops.checks.visit import Scrape, Visit
from archestra_ops.checks.wording import counted
from archestra_ops.errors import UnavailableError
from archestra_ops.findings import Case, Finding, Severity, exit_code

UNANSWERED: Final = frozenset(
    {
        health_reachable.ID,
        untold.ID,
        reachable.ID,
        authorised.ID,
        traces_reachable.ID,
        store_reachable.ID,
    }
)
"""Checks whose findings say no more of the target than that it could not be asked, or told."""


@dataclass(frozen=True, kw_only=True)
class Report:
    """`cases` say how each target is, `findings` what is wrong, target by target, worst first."""

    cases: tuple[Case, ...]
    findings: tuple[Finding, ...]

    def exit_code(self, fail_on: Severity) -> int:
        """1 where something is as bad as *fail_on*, else 3 where something could not be asked."""
        answered = [found for found in self.findings if found.check not in UNANSWERED]
        unanswered = len(answered) < len(self.findings)
        return exit_code(answered, fail_on) or (UnavailableError.exit_code if unanswered else 0)


def health(found: Sequence[Health]) -> Report:
    """What the checks of health say of targets that were asked."""
    cases, findings = [], []
    for one in found:
        here = [finding for check in checks.HEALTH for finding in check.check(one)]
        cases.append(_health_case(one, here))
        findings += here
    return Report(cases=tuple(cases), findings=_sorted(findings, cases))


def probed(found: Sequence[Probed]) -> Report:
    """What the checks of probes say of targets that were asked."""
    cases, findings = [], []
    for one in found:
        here = [finding for check in checks.PROBES for finding in check.check(one)]
        errors = any(finding.severity is Severity.ERROR for finding in here)
        cases.append(
            Case(
                group=one.group,
                name=one.target.subject,
                status=_probed_status(one, here),
                ok=not errors,
                message=", ".join(f"'{reply.probe.path}' {reply.status}" for reply in one.replies),
            )
        )
        findings += here
    return Report(cases=tuple(cases), findings=_sorted(findings, cases))


def _probed_status(probed: Probed, findings: Sequence[Finding]) -> str:
    """In a word; one is well only where every answer is as it should be."""
    if probed.error is not None:
        return "serves its metrics" if probed.served else "unknown"
    if probed.untold or not findings:
        return "answers" if findings else "well"
    errors = any(finding.severity is Severity.ERROR for finding in findings)
    return "not well" if errors else "answers"


def served(scrape: Scrape) -> Report:
    """What their pages tell of processes without probes: whether they are there, and theirs."""
    of_all = (reachable, authorised, status, no_probes)
    findings = [finding for check in of_all for finding in check.check(scrape)]
    for page in scrape.pages:
        findings += (one for check in (well_formed, process) for one in check.check(page))
    cases = [_visit_case(visit, findings) for visit in scrape.visits]
    return Report(cases=tuple(cases), findings=_sorted(findings, cases))


def metrics(scrape: Scrape) -> Report:
    """What the checks of metrics say of all pages together."""
    findings = [finding for check in checks.SCRAPE for finding in check.check(scrape)]
    for page in scrape.pages:
        of_page = checks.MISTAKEN if page.mistaken else checks.PAGE
        findings += (finding for check in of_page for finding in check.check(page))
    cases = [_visit_case(visit, findings) for visit in scrape.visits]
    cases += (_page_case(page, findings) for page in scrape.files)
    return Report(cases=tuple(cases), findings=_sorted(findings, cases))


def traces(traced: Traced) -> Report:
    """What the checks of traces say of an endpoint, and of the stores behind it."""
    findings = [finding for check in checks.TRACES for finding in check.check(traced)]
    cases = [_sent_case(traced.spans, "spans", findings)]
    if traced.logs is not None:
        cases.append(_sent_case(traced.logs, "log records", findings))
    cases += (_look_case(look, findings) for look in traced.looks)
    return Report(cases=tuple(cases), findings=_sorted(findings, cases))


def _sent_case(sent: Sent, what: str, findings: Iterable[Finding]) -> Case:
    status = "accepted" if sent.accepted else "unknown" if sent.answer is None else "refused"
    fine = sent.accepted and _is_fine(sent.subject, findings)
    return Case(group=what, name=sent.subject, status=status, ok=fine)


def _look_case(look: Look, findings: Iterable[Finding]) -> Case:
    return Case(
        group=look.store,
        name=look.subject,
        status="found" if look.found else "unknown" if look.problem else "not found",
        ok=look.found and _is_fine(look.subject, findings),
        message=f"after {look.waited:.1f} s" if look.found else "",
    )


def _sorted(findings: Iterable[Finding], cases: Sequence[Case]) -> tuple[Finding, ...]:
    order = [case.name for case in cases]
    return tuple(sorted(findings, key=lambda found: (order.index(found.subject), -found.severity)))


def _health_case(health: Health, findings: Iterable[Finding]) -> Case:
    errors = [found for found in findings if found.severity is Severity.ERROR]
    if health.error is not None:
        status = "unknown"
    elif any(found.check == maintenance.ID for found in errors):
        status = "maintenance"
    elif errors:
        status = "not ready" if health.live.fine else "not alive"
    else:
        status = "ready" if health.ready is not None and health.ready.fine else "alive"
    ready = health.ready
    said = [health.version] + [
        f"{name} {ready.field(name)}"
        for name in ("database", "sandbox")
        if ready is not None and ready.field(name)
    ]
    return Case(
        group=" and ".join(health.processes),
        name=health.target.subject,
        status=status,
        ok=not errors,
        message=", ".join(filter(None, said)),
    )


def _visit_case(visit: Visit, findings: Iterable[Finding]) -> Case:
    if visit.page is not None:
        return _page_case(visit.page, findings)
    subject = visit.target.subject
    return Case(
        group=" and ".join(visit.target.processes),
        name=subject,
        status="not read",
        ok=_is_fine(subject, findings),
    )


def _page_case(page: Page, findings: Iterable[Finding]) -> Case:
    survey = page.survey
    exemplars = sum(family.exemplars for family in survey.families.values())
    return Case(
        group=" and ".join(sorted(page.processes)) or "unknown",
        name=page.subject,
        status="read",
        ok=_is_fine(page.subject, findings),
        message=", ".join(
            (
                counted(len(survey.families), "metric"),
                counted(survey.samples, "sample"),
                counted(exemplars, "exemplar"),
            )
        ),
    )


def _is_fine(subject: str, findings: Iterable[Finding]) -> bool:
    return all(found.severity < Severity.ERROR for found in findings if found.subject == subject)
