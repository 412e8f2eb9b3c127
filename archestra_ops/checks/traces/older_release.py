"""Are the spans those of an older release, whose attributes have other names?"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.checks.check import id_of
from archestra_ops.checks.trace_probe import Traced
from archestra_ops.findings import Finding, Severity
from archestra_ops.http import shown

ID = id_of(__name__)


def check(traced: Traced) -> Iterator[Finding]:
    """Report spans that the boards do not find, because they ask for today's names."""
    survey = traced.survey
    if survey is None or not survey.older:
        return
    renamed = traced.telemetry.older.attributes
    now = renamed.get(survey.older)
    what = f"'{survey.older}' (now '{now}')" if now else f"spans called '{survey.older}'"
    yield Finding(
        check=ID,
        severity=Severity.INFO if survey.current else Severity.WARNING,
        subject=shown(survey.url).rstrip("/"),
        message=f"spans of an older release are there: {what}",
        hint="the boards ask for the names of today and do not find them: update the platform, or "
        "search for " + ", ".join(f"'{name}'" for name in renamed),
    )
