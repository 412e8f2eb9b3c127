"""Is every metric there that the platform's documentation names?"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.checks.check import id_of
from archestra_ops.checks.page import Page
from archestra_ops.checks.wording import counted, listed
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)
_STARTING = ("process_", "nodejs_", "http_request_")


def check(page: Page) -> Iterator[Finding]:
    """Report what documented metrics are not even declared.

    A metric without any series has its HELP and TYPE lines nevertheless, but in the classic
    format: there it may only not have happened. Metrics of which it is
    known when they came belong to `metrics/older-release`, renamed ones to `metrics/legacy-name`.
    """
    missing = [
        metric.name
        for metric in page.platform.metrics.values()
        if metric.documented and metric.seen and not metric.since and page.lacks(metric)
    ]
    if not missing:
        return
    silent = page.platform.page == "text"
    if silent:
        hint = "this format has no line for what did not happen yet: did it?"
    elif all(name.startswith(_STARTING) for name in missing):
        hint = "the first scrapes after a start lack these: ask again in some seconds"
    else:
        hint = "what asks for it stays empty: is this an old release, or does a proxy filter?"
    yield Finding(
        check=ID,
        severity=Severity.WARNING if silent else Severity.ERROR,
        subject=page.subject,
        message=f"{counted(len(missing), 'documented metric')} "
        f"{'is' if len(missing) == 1 else 'are'} missing: {listed(missing, len(missing))}",
        hint=hint,
    )
