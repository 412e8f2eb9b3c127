"""How long a drill's phases are, and by when the alert has promised to fire."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from archestra_ops.packs.provider import Provider
from archestra_ops.prometheus import duration
from archestra_ops.verify.drill.part import Part

_INTERVAL = 60.0  # seconds between two samples, and two evaluations
_HEALTHY = 3600.0
_EVALUATIONS = 3  # that may pass before something is seen
_REST = 10  # evaluations beyond what must be seen, for the timeline
# A longer window is not waited for unless the definition says how long the incident lasts: a
# ratio over three days is as right with the hours that there are.
_LONGEST = 7200.0


@dataclass(frozen=True, kw_only=True)
class Timing:
    """Phases in seconds, all of them whole *interval*s; `within` is the promise."""

    interval: float
    healthy: float
    lasts: float
    recovers: float
    within: float

    @property
    def ends(self) -> float:
        """When the incident is over."""
        return self.healthy + self.lasts

    @property
    def steps(self) -> int:
        """How many intervals there are in all."""
        return round((self.ends + self.recovers) / self.interval)


def timing(part: Part, provider: Provider, given: Mapping[str, str]) -> Timing:
    """The phases for the one alert of *part*, as its definition has *given* them, or by its rules.

    It promises to fire once its longest window, its `for` and a few evaluations are over and the
    provider has delivered, and in any case while the incident lasts.
    """
    told = {key: duration.seconds(text) for key, text in given.items()}
    interval = told.get("interval", _INTERVAL)
    keeps = max(_optional(rule.keep_firing_for) for rule in part.alerts)
    late = _delay(part, provider) + _EVALUATIONS * interval
    seen = late + min(part.reach, _LONGEST)
    hold = max(_optional(rule.hold) for rule in part.alerts)
    within = seen + hold
    if "lasts" in told:
        within = min(late + part.reach + hold, told["lasts"])
    rest = _REST * interval

    def whole(length: float) -> float:
        return math.ceil(length / interval) * interval

    return Timing(
        interval=interval,
        healthy=whole(told.get("healthy", _HEALTHY)),
        lasts=whole(told.get("lasts", within + rest)),
        recovers=whole(told.get("recovers", seen + keeps + rest)),
        within=within,
    )


def _optional(text: str) -> float:
    return duration.seconds(text) if text else 0.0


def _delay(part: Part, provider: Provider) -> float:
    """How late a point of the provider is, where the alert reads any."""
    samples = {s for m in provider.metrics.values() for s in m.samples}
    if part.names is not None and not samples & part.names:
        return 0.0
    return provider.sample_interval + provider.sample_delay
