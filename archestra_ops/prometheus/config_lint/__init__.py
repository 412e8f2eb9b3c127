"""What is wrong with a Prometheus configuration, whoever wrote it: one file a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from archestra_ops.findings import Finding, Severity
from archestra_ops.packs.model import Platform
from archestra_ops.packs.provider import Provider
from archestra_ops.prometheus import document
from archestra_ops.prometheus.config_lint import (
    another_file,
    authorization,
    cross_check,
    honor_labels,
    interval,
    job_name,
    lost_series,
    missing_file,
    no_job,
    page_without_metrics,
    pod_label,
    port_without_metrics,
    process_missing,
    scraped_twice,
    secret_in_clear,
    structure,
    target,
    unseen_job,
    window,
)
from archestra_ops.prometheus.config_lint.configuration import Configuration, Problem

Rule = Callable[[Configuration], Iterator[Problem]]

# Named by their modules.
RULES: Final[dict[str, Rule]] = {
    "structure": structure.find,
    "no-job": no_job.find,
    "job-name": job_name.find,
    "interval": interval.find,
    "target": target.find,
    "authorization": authorization.find,
    "secret-in-clear": secret_in_clear.find,
    "missing-file": missing_file.find,
    "process-missing": process_missing.find,
    "scraped-twice": scraped_twice.find,
    "port-without-metrics": port_without_metrics.find,
    "page-without-metrics": page_without_metrics.find,
    "unseen-job": unseen_job.find,
    "window": window.find,
    "honor-labels": honor_labels.find,
    "pod-label": pod_label.find,
    "lost-series": lost_series.find,
}
YAML: Final = "yaml"
PROMTOOL: Final = "promtool"


@dataclass(frozen=True, kw_only=True)
class Watched:
    """What a configuration is expected to scrape: a platform, and what may be its PostgreSQL.

    `alerted` are the expressions by which alerts know the jobs, by process. `is_asked_for` says
    that somebody named the platform: then a file that has nothing of it is found.
    """

    platform: Platform
    providers: tuple[Provider, ...] = ()
    alerted: Mapping[str, str] = field(default_factory=dict)
    is_asked_for: bool = False


def check(
    text: str,
    *,
    name: str,
    folder: Path | None = None,
    promtool: bool = False,
    watched: Watched | None = None,
) -> tuple[Finding, ...]:
    """What is wrong with the Prometheus configuration *text*, which findings call *name*, by line.

    Files that it names are looked for from *folder*; relative ones not at all without it. With
    *promtool* that is asked, too; it raises ToolMissingError where it is not installed. With
    *watched* it is judged by how it scrapes that.
    """
    another = another_file.find(text)
    if another is not None:
        return (_finding(another_file.ID, another, name),)
    try:
        config = Configuration(
            value=document.read(text),
            folder=folder,
            platform=None if watched is None else watched.platform,
            providers=() if watched is None else watched.providers,
            alerted={} if watched is None else watched.alerted,
            is_asked_for=watched is not None and watched.is_asked_for,
        )
    except document.YamlError as error:
        problem = Problem(line=error.line, message=str(error), hint=error.hint)
        return (_finding(YAML, problem, name),)
    findings = [
        _finding(rule, problem, name) for rule, find in RULES.items() for problem in find(config)
    ]
    if promtool:
        findings += [
            _finding(PROMTOOL, _without(secret_in_clear.secrets(config), problem), name)
            for problem in cross_check.find(text)
            if not _known(problem, findings)
        ]
    return tuple(sorted(findings, key=lambda finding: finding.line))


def _known(problem: Problem, findings: list[Finding]) -> bool:
    """Whether ours already says it: promtool's lines are ours, and its last word is on an error."""
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if problem.line:
        return any(finding.line == problem.line for finding in errors)
    return bool(errors)


def _without(secrets: frozenset[str], problem: Problem) -> Problem:
    message = problem.message
    for secret in secrets:
        message = message.replace(secret, "***")
    return replace(problem, message=message)


def _finding(check_id: str, problem: Problem, name: str) -> Finding:
    return Finding(
        check=check_id,
        severity=problem.severity,
        subject=name,
        message=problem.message,
        hint=problem.hint,
        line=problem.line,
    )
