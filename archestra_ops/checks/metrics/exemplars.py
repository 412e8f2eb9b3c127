"""Do the exemplars lead to traces, and do none of them break the page?"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.checks.check import id_of
from archestra_ops.checks.page import Page
from archestra_ops.checks.wording import counted, listed
from archestra_ops.exposition import Format, Kind
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)
_KINDS = frozenset({Kind.EXEMPLAR, Kind.EXEMPLAR_PLACE, Kind.EXEMPLAR_TOO_LONG})
_MOST = 10


def check(page: Page) -> Iterator[Finding]:
    """Report exemplars that break the page or are not stored, and metrics that have none."""
    problems = [problem for problem in page.problems if problem.kind in _KINDS]
    for problem in problems[:_MOST]:
        yield Finding(
            check=ID,
            severity=Severity.ERROR if problem.kind.drops_page else Severity.WARNING,
            subject=page.subject,
            message=problem.message,
            hint=problem.hint,
            line=problem.line,
        )
    if not problems:
        yield from _none(page)


def _none(page: Page) -> Iterator[Finding]:
    able = [seen for seen in page.seen.values() if seen.metric.exemplars and seen.samples]
    bare = [seen.metric.name for seen in able if not seen.traced]
    if not bare or page.platform.page == "text":
        return
    if page.survey.format is Format.CLASSIC:
        why = "the classic text format has none; the platform serves OpenMetrics since 2026-02"
    else:
        why = "is tracing on (ARCHESTRA_OTEL_EXPORTER_OTLP_ENDPOINT), and is anything sampled?"
    yield Finding(
        check=ID,
        severity=Severity.INFO,
        subject=page.subject,
        message=f"{counted(len(bare), 'metric')} of {len(able)} that may have exemplars "
        f"{'has' if len(bare) == 1 else 'have'} none that leads to a trace: {listed(bare)}",
        hint=why,
    )
