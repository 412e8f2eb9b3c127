"""One verdict for each layer of an estate: process, scrape, storage, rules, dashboards.

Each depends on those before it, so that the first that is not well is where to begin.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from archestra_ops.checks.report import UNANSWERED as UNANSWERED_BY_PROCESS
from archestra_ops.findings import Case, Finding, Severity
from archestra_ops.grafana import checks as grafana_checks
from archestra_ops.grafana.checks.report import Report as GrafanaReport
from archestra_ops.prometheus import live_checks
from archestra_ops.prometheus.live_checks.report import Report as PrometheusReport
from archestra_ops.prometheus.live_checks.seen import Seen
from archestra_ops.verify import exporter_page

Word = Literal["ok", "doubtful", "broken", "unknown", "not configured"]
_UNANSWERED: Final = (
    UNANSWERED_BY_PROCESS
    | live_checks.UNANSWERED
    | grafana_checks.UNANSWERED
    | {exporter_page.REACHABLE}
)
_SCRAPE: Final = frozenset(check.ID for check in live_checks.SCRAPE)
_RULES: Final = frozenset(check.ID for check in live_checks.RULES)


@dataclass(frozen=True, kw_only=True)
class Looked:
    """What was looked at; None is what was not configured.

    `process` is what was found at processes and the exporter, `process_cases` how those are;
    `process_options` are the options that name their pages.
    """

    process: Sequence[Finding] | None = None
    process_cases: Sequence[Case] = ()
    process_options: str = "--web and --worker, or --target PROCESS=URL"
    seen: Seen | None = None
    prometheus: PrometheusReport | None = None
    grafana: GrafanaReport | None = None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All that was found, layer by layer."""
        parts = [one.findings for one in (self.prometheus, self.grafana) if one is not None]
        return tuple(finding for part in (self.process or (), *parts) for finding in part)

    @property
    def cases(self) -> tuple[Case, ...]:
        """How each thing is that was looked at."""
        parts = [one.cases for one in (self.prometheus, self.grafana) if one is not None]
        return tuple(case for part in (self.process_cases, *parts) for case in part)


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """How a layer is, and why."""

    layer: str
    word: Word
    why: str


def verdicts(looked: Looked) -> tuple[Verdict, ...]:
    """The verdict on each layer, from the process to the dashboards."""
    process = f"give {looked.process_options}"
    prometheus = "give --prometheus URL, or set PROMETHEUS_URL"
    grafana = "give --grafana URL, or set GRAFANA_URL"
    dashboards = None if looked.grafana is None else looked.grafana.findings
    return (
        _verdict("process", looked.process, process),
        _verdict("scrape", _of_prometheus(looked, "scrape"), prometheus, _blind(looked, "targets")),
        _verdict("storage", _of_prometheus(looked, "storage"), prometheus),
        _rules(looked, prometheus),
        _verdict("dashboards", dashboards, grafana),
    )


def first(found: Collection[Verdict]) -> str:
    """The layer to begin with; empty where none needs it."""
    for word in ("broken", "unknown", "doubtful"):
        for verdict in found:
            if verdict.word == word:
                return verdict.layer
    return ""


def exit_code(looked: Looked, fail_on: Severity) -> int:
    """1 where something is as bad as *fail_on*, else 3 where something could not be asked."""
    answered = [one for one in looked.findings if one.check not in _UNANSWERED]
    if any(one.severity >= fail_on for one in answered):
        return 1
    return 3 if any(map(_is_unanswered, looked.findings)) else 0


def _rules(looked: Looked, configure: str) -> Verdict:
    """The verdict on rules; none, where there are none of ours that could be loaded."""
    if looked.seen is not None and not looked.seen.aim.groups:
        why = f"no rules ship for {looked.seen.aim.platform.title}"
        return Verdict(layer="rules", word="not configured", why=why)
    return _verdict("rules", _of_prometheus(looked, "rules"), configure, _blind(looked, "rules"))


def _of_prometheus(looked: Looked, layer: str) -> list[Finding] | None:
    if looked.prometheus is None:
        return None
    found = looked.prometheus.findings
    return [one for one in found if _layer_of(one) == layer]


def _layer_of(finding: Finding) -> str:
    if finding.check in _SCRAPE:
        return "scrape"
    return "rules" if finding.check in _RULES else "storage"


def _blind(looked: Looked, what: str) -> str:
    """Why *what* of the Prometheus could not be seen; empty where it could."""
    if looked.seen is None:
        return ""
    if looked.seen.error is not None:
        return "Prometheus cannot be asked"
    return f"its {what} could not be asked" if what in looked.seen.failures else ""


def _verdict(
    layer: str, findings: Sequence[Finding] | None, configure: str, blind: str = ""
) -> Verdict:
    if findings is None:
        return Verdict(layer=layer, word="not configured", why=configure)
    if blind:
        return Verdict(layer=layer, word="unknown", why=blind)
    unanswered = [one for one in findings if _is_unanswered(one)]
    errors = sum(one.severity is Severity.ERROR for one in findings) - len(unanswered)
    warnings = sum(one.severity is Severity.WARNING for one in findings)
    told = [_counted(errors, "error"), _counted(warnings, "warning")]
    if unanswered:
        told.append("something could not be asked")
    why = ", ".join(filter(None, told))
    word: Word = "broken" if errors else "unknown" if unanswered else "doubtful"
    return Verdict(layer=layer, word=word if why else "ok", why=why)


def _is_unanswered(finding: Finding) -> bool:
    return finding.check in _UNANSWERED and finding.severity is Severity.ERROR


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}" if count else ""
