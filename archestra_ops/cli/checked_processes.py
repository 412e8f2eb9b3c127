"""The processes of `ops check all`: their health, their metrics pages, and the exporter's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archestra_ops.cli.checking_prometheus import Expected
from archestra_ops.findings import Case, Finding

if TYPE_CHECKING:
    from archestra_ops.checks.visit import Scrape
    from archestra_ops.cli.checking_all import Addresses
    from archestra_ops.http import Tls


@dataclass(frozen=True, kw_only=True)
class Processes:
    """What is found at processes and the exporter, and how each is.

    `speaks` is the profile that their pages speak; empty where it is none, or several.
    """

    findings: Sequence[Finding]
    cases: Sequence[Case]
    speaks: str = ""


def processes(expected: Expected, addresses: Addresses) -> Processes:
    """What is found at the processes and the exporter that are named; nothing is written.

    Raises OpsError for options that are wrong.
    """
    from archestra_ops import packs
    from archestra_ops.checks import report
    from archestra_ops.checks.probe import WEB
    from archestra_ops.cli import checking_health
    from archestra_ops.cli.reading import provider, refuse_postgres
    from archestra_ops.http import Http, Limits, Tls
    from archestra_ops.verify import exporter_page

    platform = packs.platform(expected.platform, expected.profile)
    apis = {WEB: addresses.web_api} if addresses.web_api else {}
    asked = checking_health.Asked(platform=platform, named=addresses.processes, apis=apis)
    tls = Tls(ca_file=addresses.ca_file, insecure=addresses.insecure)
    with Http(Limits(seconds=addresses.timeout), tls=tls) as http:
        reports = [checking_health.looked(http, asked)] if checking_health.is_known(asked) else []
        scrape = _pages(expected, addresses, tls) if addresses.processes else None
        if scrape is not None:
            reports.append(report.metrics(scrape))
        findings = [finding for one in reports for finding in one.findings]
        cases = [case for one in reports for case in one.cases]
        if addresses.postgres:
            refuse_postgres(platform)
            source = provider(expected.postgres_provider, expected.provider_option)
            page = exporter_page.look(http, addresses.postgres, platform, source)
            findings += page.findings
            cases.append(page.case)
    return Processes(findings=findings, cases=cases, speaks=_spoken(scrape) if scrape else "")


def _spoken(scrape: Scrape) -> str:
    """The one profile that all pages speak; empty where there is none, or several."""
    found = {visit.page.speaks for visit in scrape.visits if visit.page and visit.page.speaks}
    return found.pop() if len(found) == 1 else ""


def _pages(expected: Expected, addresses: Addresses, tls: Tls) -> Scrape:
    """The metrics pages of the processes; the secret goes to them alone."""
    from archestra_ops import packs
    from archestra_ops.checks.recognition import candidates, settled
    from archestra_ops.checks.target import is_silent, metrics_targets
    from archestra_ops.checks.visit import Scrape, Visit
    from archestra_ops.cli.reading import secret
    from archestra_ops.cli.visiting import Access, visits
    from archestra_ops.http import Limits

    platform = packs.platform(expected.platform, expected.profile)
    access = Access(
        limits=Limits(seconds=addresses.timeout),
        tls=tls,
        bearer=secret(addresses.secret_file, platform.metrics_secret),
        bar=expected.max_series,
    )
    targets = metrics_targets(platform, addresses.processes, default=False)
    silent = [target for target in targets if is_silent(target, platform)]
    spoken = [target for target in targets if target not in silent]
    found = (*visits(platform, spoken, access), *(Visit(target=target) for target in silent))
    scrape = Scrape(platform=platform, visits=found)
    return settled(scrape, candidates(platform.name), keep=bool(expected.profile))
