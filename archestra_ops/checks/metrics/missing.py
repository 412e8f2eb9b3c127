"""Is every metric there that the platform's documentation names?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archestra_ops.checks.check import id_of
from archestra_ops.checks.page import Page
from archestra_ops.checks.wording import counted, listed
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)
_STARTING = ("process_", "nodejs_", "http_request_")


def check(page: Page) -> Iterator[Finding]:
    """Report what documented metrics are not even declared.

    A metric without any series has its HELP and TYPE lines nevertheless, but in the classic
    format: there it may only not have happened. Of those that are there only while something is
    the case that is just noted. Metrics of which it is known when they came belong to
    `metrics/older-release`, renamed ones to `metrics/legacy-name`.
    """
    missing = [
        metric
        for metric in page.platform.metrics.values()
        if metric.documented and metric.seen and not metric.since and page.lacks(metric)
    ]
    always = [metric.name for metric in missing if not metric.only_while]
    if always:
        yield _missed(page, always)
    sometimes = [metric.name for metric in missing if metric.only_while]
    if sometimes:
        yield Finding(
            check=ID,
            severity=Severity.INFO,
            subject=page.subject,
            message=f"{counted(len(sometimes), 'documented metric')} "
            f"{'is' if len(sometimes) == 1 else 'are'} not there, which may be: "
            f"{listed(sometimes, len(sometimes))}",
            hint=f"`ops packs show {page.platform.name} METRIC` says while what each is there",
        )


def _missed(page: Page, names: Sequence[str]) -> Finding:
    silent = page.platform.page == "text"
    if silent:
        hint = "this format has no line for what did not happen yet: did it?"
    elif all(name.startswith(_STARTING) for name in names):
        hint = "the first scrapes after a start lack these: ask again in some seconds"
    else:
        hint = "what asks for it stays empty: is this an old release, or does a proxy filter?"
    return Finding(
        check=ID,
        severity=Severity.WARNING if silent else Severity.ERROR,
        subject=page.subject,
        message=f"{counted(len(names), 'documented metric')} "
        f"{'is' if len(names) == 1 else 'are'} missing: {listed(names, len(names))}",
        hint=hint,
    )
