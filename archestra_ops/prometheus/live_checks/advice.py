"""What hints say of our commands: the options that the platform at hand needs."""

from __future__ import annotations

from archestra_ops.packs.model import Platform
from archestra_ops.prometheus.live_checks.seen import Seen


def chosen(platform: Platform) -> str:
    """The options that choose *platform* as it is, each with a space before it."""
    named = "" if platform.usual else f" --platform {platform.name}"
    return f"{named} --profile {platform.profile}" if platform.profile else named


def spoken(seen: Seen) -> str:
    """To look for another profile, where nothing of the chosen one is there; else empty."""
    heard = seen.heard
    if not heard.speaks or seen.aim.platform.profile in heard.there:
        return ""
    return f"give --profile {heard.speaks}: what is scraped speaks that"


def rendered_otherwise(seen: Seen, whose: str) -> str:
    """What to do about rules that are not as we would render them; *whose* as in `its`."""
    if other := spoken(seen):
        return other
    platform = seen.aim.platform
    options = ["--values", "--set"]
    if platform.profiles and platform.profile != seen.heard.speaks:
        options.insert(0, "--profile")
    if platform.postgres:
        options.append("--postgres-provider")
    given = f"{', '.join(options[:-1])} and {options[-1]}"
    return (
        f"give the {given} of {whose} rendering; "
        f"else load what `ops alerts render{chosen(platform)}` writes now"
    )
