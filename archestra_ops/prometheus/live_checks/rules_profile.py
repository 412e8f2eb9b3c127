"""Are our rules loaded for metrics that are there, or for those of another profile?

Rules of another profile are evaluated without an error, find nothing, and never fire.
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.findings import Finding, Severity
from archestra_ops.prometheus.live_checks.advice import chosen
from archestra_ops.prometheus.live_checks.check import found, id_of
from archestra_ops.prometheus.live_checks.heard import has, reads
from archestra_ops.prometheus.live_checks.seen import Seen
from archestra_ops.prometheus.live_checks.wording import counted, listed

ID = id_of(__name__)


def check(seen: Seen) -> Iterator[Finding]:
    """Report rules of ours that ask for a profile of which nothing is there."""
    heard, profile = seen.heard, seen.mistaken
    if not profile:
        return
    meant, here = heard.platform(profile), heard.platform(heard.speaks)
    rules = [rule for group in seen.ours for rule in group.rules]
    dead = dict.fromkeys(
        rule.name for rule in rules if any(has(meant, name) for name in reads(rule.expr))
    )
    yield found(
        ID,
        Severity.ERROR,
        seen,
        f"{counted(len(dead), 'rule')} of ours ask{'s' if len(dead) == 1 else ''} for metrics of "
        f"the profile '{profile}', of which none is there, for the series speak "
        f"'{heard.speaks}': {listed(dead)}",
        f"load what `ops alerts render{chosen(here)}` writes",
    )
