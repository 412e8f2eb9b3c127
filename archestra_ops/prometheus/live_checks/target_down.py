"""Is every target up, and what was the error of its last scrape?

The error is Prometheus' own; what it means for the platform is said with it.
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.findings import Finding, Severity
from archestra_ops.prometheus.live_checks.check import found, id_of
from archestra_ops.prometheus.live_checks.scrape_error import explained
from archestra_ops.prometheus.live_checks.seen import Scraped, Seen

ID = id_of(__name__)


def check(seen: Seen) -> Iterator[Finding]:
    """Report targets that are down, and those that were not scraped yet."""
    for one in seen.targets or ():
        title = seen.aim.title(one.part)
        if one.target.health == "down":
            yield _down(seen, one, title)
        elif one.target.health != "up":
            message = f"{title} was not scraped yet"
            hint = "try again after the next scrape"
            yield found(ID, Severity.WARNING, seen, message, hint, subject=one.subject)


def _down(seen: Seen, one: Scraped, title: str) -> Finding:
    meaning, hint = explained(one.target.error, seen.aim.platform, one.part)
    told = " ".join(filter(None, (f"{title} is down", one.lasting)))
    if one.target.error:
        told += f": {meaning}; the scraper says: {one.target.error}"
    elif not hint:
        hint = "what scrapes it knows the error: Prometheus, or an agent that writes here"
    return found(ID, Severity.ERROR, seen, told, hint, subject=one.subject)
