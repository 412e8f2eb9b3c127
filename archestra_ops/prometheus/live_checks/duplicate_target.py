"""Is a process scraped twice?

Two jobs, or a ServiceMonitor and a PodMonitor, that scrape one process have every series there
twice, and every sum of them is double. Targets of one job and instance are one, as in a pair of
servers behind Thanos.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from archestra_ops.findings import Finding, Severity
from archestra_ops.prometheus.live_checks.attribution import place_of
from archestra_ops.prometheus.live_checks.check import found, id_of
from archestra_ops.prometheus.live_checks.seen import Scraped, Seen
from archestra_ops.prometheus.live_checks.wording import listed

ID = id_of(__name__)
_HINT = "drop one of the jobs: every sum over them counts the process as often as it is scraped"


def check(seen: Seen) -> Iterator[Finding]:
    """Report targets at one address; processes of two jobs that started at once may be one."""
    distinct = {place_of(one.target.labels): one for one in reversed(seen.targets or ())}
    targets = [one for one in seen.targets or () if one is distinct[place_of(one.target.labels)]]
    told: set[str] = set()
    for same in _groups(targets, _address):
        told |= {one.subject for one in same}
        names = listed([one.subject for one in same])
        message = f"{seen.aim.title(same[0].part)} is scraped {len(same)} times: by {names}"
        yield found(ID, Severity.ERROR, seen, message, _HINT, subject=same[0].subject)
    rest = [one for one in targets if one.subject not in told and one.target.health == "up"]
    for same in _groups(rest, _start):
        if len({one.target.labels.get("job") for one in same}) > 1:
            names = listed([one.subject for one in same])
            message = f"{names} started in the same second: they may be one process, scraped twice"
            yield found(ID, Severity.WARNING, seen, message, _HINT, subject=same[0].subject)


def _groups(targets: list[Scraped], key: Callable[[Scraped], object]) -> Iterator[list[Scraped]]:
    groups: dict[object, list[Scraped]] = defaultdict(list)
    for one in targets:
        groups[key(one)].append(one)
    return (same for what, same in groups.items() if what and len(same) > 1)


def _address(one: Scraped) -> object:
    url = urlsplit(one.target.url)
    return (one.part, url.netloc, url.path, url.query) if one.target.url else None


def _start(one: Scraped) -> object:
    return (one.part, int(one.started)) if one.started else None
