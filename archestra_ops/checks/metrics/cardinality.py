"""Does one metric alone bring very many series?"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.checks.check import id_of
from archestra_ops.checks.page import Page
from archestra_ops.checks.wording import counted, listed
from archestra_ops.exposition import FamilySurvey
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)


def check(page: Page) -> Iterator[Finding]:
    """Report families with more samples than the bar: each is a series of Prometheus."""
    for family in page.survey.families.values():
        if family.samples > page.bar:
            yield Finding(
                check=ID,
                severity=Severity.WARNING,
                subject=page.subject,
                message=f"'{page.sample_name(family)}' has {counted(family.samples, 'sample')}, "
                f"more than {page.bar:,}{_widest(family)}",
                hint="each is a series of Prometheus; --max-series moves the bar",
                line=family.line,
            )


def _widest(family: FamilySurvey) -> str:
    """Which labels the many come from, as far as the survey counted."""
    if family.more:
        names = sorted(family.more)
        known = len(family.values[names[0]])
        return f": {listed(names)} {'has' if len(names) == 1 else 'have'} over {known} values" + (
            " each" if len(names) > 1 else ""
        )
    if not family.values:
        return ""
    label = max(family.values, key=lambda name: len(family.values[name]))
    return f": '{label}' has the most values, {len(family.values[label])}"
