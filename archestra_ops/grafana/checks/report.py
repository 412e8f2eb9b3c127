"""What a run of the checks comes to: how each thing is, what was found, and the exit code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from archestra_ops.errors import UnavailableError
from archestra_ops.findings import Case, Finding, Severity, exit_code
from archestra_ops.grafana import checks
from archestra_ops.grafana.checks import no_data
from archestra_ops.grafana.checks.datasource_health import UNTOLD
from archestra_ops.grafana.checks.rights import role_of
from archestra_ops.grafana.checks.seen import Seen, Source
from archestra_ops.grafana.sync.datasources import TITLES


@dataclass(frozen=True, kw_only=True)
class Report:
    """`cases` say how each thing is that was looked at, `findings` what is wrong, worst first."""

    cases: tuple[Case, ...]
    findings: tuple[Finding, ...]

    def exit_code(self, fail_on: Severity) -> int:
        """1 where something is as bad as *fail_on*, else 3 where something could not be asked."""
        answered = [found for found in self.findings if found.check not in checks.UNANSWERED]
        unanswered = len(answered) < len(self.findings)
        return exit_code(answered, fail_on) or (UnavailableError.exit_code if unanswered else 0)


def report(seen: Seen) -> Report:
    """What the checks say of a Grafana."""
    findings = [found for check in checks.CHECKS for found in check.check(seen)]
    findings.sort(key=lambda found: -found.severity)
    return Report(cases=tuple(_cases(seen)), findings=tuple(findings))


def _cases(seen: Seen) -> Iterator[Case]:
    yield _grafana(seen)
    if seen.folder is not None:
        path = "/".join(seen.folder.path)
        there = bool(seen.folder.uid)
        access = {True: "writable", False: "not writable", None: ""}[seen.writable]
        status = "there" if there else "not there"
        yield Case(group="folder", name=path, status=status, ok=there, message=access)
    for source in seen.sources:
        yield _source(source, listed=seen.datasources is not None)
    for slug, there in seen.boards.items():
        status = "there" if there else "not there"
        yield Case(group="board", name=slug, status=status, ok=there, message=_data(seen, slug))


def _grafana(seen: Seen) -> Case:
    if seen.health is None:
        return Case(group="grafana", name=seen.url, status="unknown", ok=False)
    said = [
        f"version {seen.health.version}" if seen.health.version else "",
        f"organisation '{seen.organisation}'" if seen.organisation else "",
        f"with the rights of {role_of(seen.permissions)}" if seen.permissions is not None else "",
    ]
    return Case(
        group="grafana",
        name=seen.url,
        status="up" if seen.health.ok else "not ready",
        ok=seen.health.ok and seen.logged_in,
        message=", ".join(filter(None, said)),
    )


def _source(source: Source, *, listed: bool) -> Case:
    title = TITLES[source.plugin]
    if source.chosen is None:
        status = "not there" if listed else "unknown"
        return Case(group="datasource", name=title, status=status, ok=not listed)
    works, said = source.health or (False, "")
    if source.health is None or said in UNTOLD:
        status, ok = "unknown", True
    else:
        status, ok = ("works" if works else "does not work"), works
    # What is wrong with it is told by a finding.
    return Case(
        group=f"{title} datasource",
        name=source.chosen.name,
        status=status,
        ok=ok,
        message=said if works else "",
    )


def _data(seen: Seen, slug: str) -> str:
    panels = [one for one in seen.panels if one.board == slug and one.unasked is None]
    if not panels:
        return ""
    full = sum(not no_data.is_empty(one) and not one.error for one in panels)
    return f"data in {full} of {len(panels)} panels"
