"""Do the windows of our rules hold enough samples?

A rate needs two samples in its window, four survive a scrape that fails, and a window as long as
the interval holds one in Prometheus 3, where it is open on its left:
https://prometheus.io/docs/prometheus/latest/migration/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from archestra_ops.findings import Finding, Severity
from archestra_ops.packs.bound import jobs_for
from archestra_ops.prometheus import duration
from archestra_ops.prometheus.live_checks.check import found, id_of
from archestra_ops.prometheus.live_checks.seen import POSTGRES, Scraped, Seen
from archestra_ops.prometheus.live_checks.windows import rate_windows

ID = id_of(__name__)
_ENOUGH: Final = 4
_TWO: Final = 2


def check(seen: Seen) -> Iterator[Finding]:
    """Report intervals for which a window is too short, and those that are equal to one."""
    windows = rate_windows(seen.aim.groups)
    for one in seen.targets or ():
        if not one.target.interval:
            continue
        if one.part == POSTGRES:
            yield from _exporter(seen, one)
        elif windows:
            yield from _process(seen, one, windows)


def _process(seen: Seen, one: Scraped, windows: list[float]) -> Iterator[Finding]:
    every, shortest = one.target.interval, windows[0]
    text, least = duration.text(every), duration.text(shortest)
    severity = Severity.ERROR
    if every in windows:
        told = "is a window of our rules: it holds one sample, and rate() needs two"
    elif every * _TWO > shortest:
        told = f"leaves one sample in our rules' window of {least}, and rate() needs two"
    elif every * _ENOUGH > shortest:
        severity = Severity.WARNING
        told = f"leaves hardly a sample in our rules' window of {least} once a scrape fails"
    else:
        return
    hint = f"set 'scrape_interval' to at most {duration.text(shortest / _ENOUGH)}"
    message = f"its scrape interval of {text} {told}"
    yield found(ID, severity, seen, message, hint, subject=one.subject)


def _exporter(seen: Seen, one: Scraped) -> Iterator[Finding]:
    """An exporter that gives out the newest point alone must be asked for each."""
    job = one.target.labels.get("job", "")
    for known in jobs_for(seen.aim.provider, seen.aim.platform.name):
        if known.name == job and 0 < known.longest_interval < one.target.interval:
            longest = duration.text(known.longest_interval)
            yield found(
                ID,
                Severity.WARNING,
                seen,
                f"its scrape interval of {duration.text(one.target.interval)} loses points: the "
                "exporter gives out the newest alone",
                f"set 'scrape_interval' to at most {longest}",
                subject=one.subject,
            )
