"""Has Tempo spans of the platform itself?"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.checks.check import id_of
from archestra_ops.checks.trace_probe import Traced
from archestra_ops.checks.wording import listed
from archestra_ops.findings import Finding, Severity
from archestra_ops.http import shown

ID = id_of(__name__)


def check(traced: Traced) -> Iterator[Finding]:
    """Report a Tempo that has had no span of the platform for an hour."""
    survey = traced.survey
    if survey is not None and not survey.current and not survey.older:
        yield Finding(
            check=ID,
            severity=Severity.WARNING,
            subject=shown(survey.url).rstrip("/"),
            message="no span of the platform arrived in the last hour "
            f"(services {listed(traced.telemetry.services)})",
            hint=f"is {traced.telemetry.needs or 'its export of traces on'}, and was there any "
            "traffic?",
        )
