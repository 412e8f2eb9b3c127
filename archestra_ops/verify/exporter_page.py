"""Is a PostgreSQL exporter's page there, and is it the provider's?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from archestra_ops.errors import FetchError
from archestra_ops.findings import Case, Finding, Severity
from archestra_ops.http import Http, shown
from archestra_ops.packs.model import Platform
from archestra_ops.packs.provider import Provider
from archestra_ops.verify.pages import read_pages
from archestra_ops.verify.reasons import POSTGRES

REACHABLE: Final = "exporter/reachable"
OTHER: Final = "exporter/other-page"


@dataclass(frozen=True, kw_only=True)
class Looked:
    """How the page is, and what is wrong with it."""

    case: Case
    findings: Sequence[Finding]


def look(http: Http, url: str, platform: Platform, provider: Provider) -> Looked:
    """Read the page at *url*, which should have what *provider* always brings."""
    where = shown(url)
    try:
        page = read_pages(http, {POSTGRES: url}, platform, [provider])
    except FetchError as error:
        finding = Finding(
            check=REACHABLE,
            severity=Severity.ERROR,
            subject=where,
            message=f"the exporter's page could not be read: {error}",
            hint=error.hint,
        )
        return Looked(case=_case(where, "not read"), findings=[finding])
    if page.has(provider.anchor):
        return Looked(case=_case(where, "read", ok=True), findings=[])
    finding = Finding(
        check=OTHER,
        severity=Severity.ERROR,
        subject=where,
        message=f"the page has no '{provider.anchor}', which the provider '{provider.name}' "
        "always brings",
        hint="is it another exporter's? --postgres-provider names it",
    )
    return Looked(case=_case(where, "another page"), findings=[finding])


def _case(where: str, status: str, *, ok: bool = False) -> Case:
    return Case(group=POSTGRES, name=where, status=status, ok=ok)
