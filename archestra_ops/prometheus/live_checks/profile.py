"""Which of the platform's profiles, its sets of names, do the series speak?

What was meant for another profile stays empty: its targets are not found, its rules never fire.
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.findings import Finding, Severity
from archestra_ops.packs.model import Platform
from archestra_ops.prometheus.live_checks.check import found, id_of
from archestra_ops.prometheus.live_checks.seen import Seen

ID = id_of(__name__)


def check(seen: Seen) -> Iterator[Finding]:
    """Name it; warn where another was meant, which is an error where nothing of that is there.

    Where all names of that other one are there, too, there is nothing to warn of.
    """
    platform, speaks = seen.aim.platform, seen.heard.speaks
    if not speaks:
        return
    title = platform.profiles[speaks].title
    if speaks != platform.profile and _is_met(platform, seen.heard.platform(speaks)):
        yield found(
            ID,
            Severity.INFO,
            seen,
            f"its series speak '{speaks}', and have all names of '{platform.profile}': {title}",
            f"boards and alerts made with --profile {platform.profile} find what they ask for",
        )
        return
    if speaks != platform.profile:
        yield found(
            ID,
            Severity.WARNING if platform.profile in seen.heard.there else Severity.ERROR,
            seen,
            f"its series speak '{speaks}', not '{platform.profile}': {title}",
            f"give --profile {speaks}, or leave it out: it is recognised",
        )
        return
    yield found(
        ID,
        Severity.INFO,
        seen,
        f"its series speak '{speaks}': {title}",
        "it is what boards and alerts are made for without --profile"
        if speaks == platform.default_profile
        else f"make boards and alerts for it with --profile {speaks}",
    )


def _is_met(chosen: Platform, spoken: Platform) -> bool:
    """Whether all that *chosen* needs has the same name in the profile that is *spoken*."""
    return all(one.twin or name in spoken.metrics for name, one in chosen.metrics.items())
