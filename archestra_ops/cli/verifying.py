"""What `ops verify` runs for the options that it was given, and how the report reads."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from archestra_ops.errors import OpsError, ToolMissingError
from archestra_ops.http import Http, Limits, Secret, Tls
from archestra_ops.output import cases
from archestra_ops.packs.model import Platform
from archestra_ops.packs.provider import Provider
from archestra_ops.prometheus.api import Api
from archestra_ops.verify import run as verification
from archestra_ops.verify.pages import read_pages
from archestra_ops.verify.progress import Progress
from archestra_ops.verify.reasons import POSTGRES
from archestra_ops.verify.report import Report

_NO_ENGINE = (
    "note: prometheus and promtool are not installed: the emitter's pages are read, and no engine "
    "is asked (Debian package: prometheus)"
)
_NO_POSTGRES = (
    "note: the PostgreSQL panels are not looked at: give the exporter's page with --postgres"
)


@dataclass(frozen=True, kw_only=True)
class Access:
    """How real endpoints are reached; `timeout` in seconds."""

    secret: Secret | None
    timeout: float
    ca_file: Path | None
    insecure: bool


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What to verify: `pages` are metrics URLs by process (or `postgres`) of a real estate."""

    platform: Platform
    providers: tuple[Provider, ...]
    agent_labels: Mapping[str, str]
    seed: int
    level: str
    pages: Mapping[str, str]
    prometheus: str | None
    access: Access


def run(wanted: Wanted, progress: Progress, say: Callable[[str], None]) -> Report:
    """Verify on the emitter, or on the installation that was named."""
    _refuse(wanted)
    subject = verification.Subject(
        platform=wanted.platform,
        providers=wanted.providers,
        agent_labels=wanted.agent_labels,
        seed=wanted.seed,
    )
    if wanted.pages or wanted.prometheus is not None:
        looks = not wanted.platform.postgres or POSTGRES in wanted.pages
        if not wanted.prometheus and not looks:
            say(_NO_POSTGRES)
        return _installation(subject, wanted, progress)
    match wanted.level:
        case "static":
            return verification.statically(subject)
        case "live":
            return verification.on_pages(subject)
        case "engine" if not verification.engine_available():
            raise ToolMissingError(
                "level 'engine' needs 'prometheus' and 'promtool' on PATH",
                hint="install the Debian package prometheus, or use --level live",
            )
        case "auto" if not verification.engine_available():
            say(_NO_ENGINE)
            return verification.on_pages(subject)
        case _:
            return verification.on_engine(subject, progress)


def text(report: Report, output: str, profile: str = "") -> str:
    """The report as text, JSON or JUnit XML; *profile* is that of the platform, if it has any."""
    facts: dict[str, str | bool] = {
        "level": report.level,
        "against": report.against,
        "ok": report.ok,
    }
    if profile:
        facts["profile"] = profile
    return cases.render(
        cases.Cases(
            kind="archestra-ops.verify",
            title=f"level {report.level}, on {report.against}"
            + (f", profile '{profile}'" if profile else ""),
            cases=report.cases,
            sums=tuple(
                {
                    "board": sums.board,
                    "ok": sums.ok,
                    "no_series_yet": sums.no_series,
                    "failed": sums.failed,
                }
                for sums in report.boards
            ),
            facts=facts,
        ),
        output,
    )


def _refuse(wanted: Wanted) -> None:
    """Raise OpsError for options that contradict each other."""
    asks = wanted.prometheus is not None
    if wanted.level == "static" and (wanted.pages or asks):
        raise OpsError(
            "level 'static' looks at no URL", hint="leave --level out, or the URLs with it"
        )
    if wanted.level == "live" and asks:
        raise OpsError(
            "level 'live' asks no Prometheus", hint="leave --level out, or --prometheus with it"
        )
    if wanted.level == "engine" and wanted.pages and not asks:
        raise OpsError(
            "level 'engine' needs the Prometheus that scrapes these pages",
            hint="add --prometheus URL, or leave --level out",
        )
    if POSTGRES in wanted.pages and len(wanted.providers) > 1:
        raise OpsError(
            "one --postgres page cannot be every provider's",
            hint="say whose it is with --postgres-provider",
        )


def _installation(subject: verification.Subject, wanted: Wanted, progress: Progress) -> Report:
    access = wanted.access
    limits = Limits(seconds=access.timeout)
    tls = Tls(ca_file=access.ca_file, insecure=access.insecure)
    with ExitStack() as stack:
        exposed = None
        if wanted.pages:
            # The metrics secret goes to metrics pages, never to a Prometheus.
            http = stack.enter_context(Http(limits, tls=tls, bearer=access.secret))
            exposed = read_pages(http, wanted.pages, wanted.platform, wanted.providers)
        api = None
        if wanted.prometheus is not None:
            plain = stack.enter_context(Http(limits, tls=tls))
            api = Api(plain, wanted.prometheus)
        return verification.on_installation(
            subject,
            exposed=exposed,
            scraped=tuple(wanted.pages),
            api=api,
            progress=progress,
            now=time.time(),
        )
