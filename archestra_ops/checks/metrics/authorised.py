"""Does the endpoint take our bearer token, or ours for want of one?"""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus

from archestra_ops.checks.check import id_of
from archestra_ops.checks.visit import Scrape, Visit
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)
REFUSALS = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
_NOT_SEEN = "Bearer token required"  # in what the platform answers


def check(scrape: Scrape) -> Iterator[Finding]:
    """Report refusals: no token, a wrong one, one that got lost."""
    for visit in scrape.visits:
        if visit.status in REFUSALS:
            message, hint = _why(visit, scrape.platform.metrics_secret)
            yield Finding(
                check=ID,
                severity=Severity.ERROR,
                subject=visit.target.subject,
                message=message,
                hint=hint,
            )


def _why(visit: Visit, variable: str) -> tuple[str, str]:
    if not visit.token:
        return (
            f"it wants a bearer token, and none is given (status {visit.status})",
            f"put {variable} into the environment, or name a file by --secret-file"
            if variable
            else "name a file that holds it by --secret-file",
        )
    if _NOT_SEEN in visit.reply:
        return (
            f"the bearer token did not arrive: it answered {visit.status} {visit.reply!r}",
            "does a proxy on the way take the Authorization header off?",
        )
    return (
        f"it refuses the bearer token: it answered {visit.status} {visit.reply!r}",
        f"it must be the {variable or 'token'} that the process was started with",
    )
