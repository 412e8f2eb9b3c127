"""What a server has of exemplars: whether they are stored, and whether any came lately."""

from __future__ import annotations

from typing import Final

from archestra_ops.prometheus.api import Api
from archestra_ops.prometheus.live_checks.seen import Aim, Exemplars

_FLAG, _FEATURE = "enable-feature", "exemplar-storage"
_BACK: Final = 3600.0  # seconds
_METRICS: Final = 4  # a few of those with exemplars are enough to know


def asked(api: Api, aim: Aim, now: float, *, has_flags: bool) -> Exemplars:
    """Ask *api* for exemplars of the last hour; *has_flags* that its flags tell of the storage."""
    is_on = None
    if has_flags:
        is_on = _FEATURE in api.flags().get(_FLAG, "").split(",")
    metrics = [one for one in aim.platform.metrics.values() if one.exemplars]
    names = [one.samples[0] for one in metrics if one.type == "histogram"][:_METRICS]
    count = sum(len(api.query_exemplars(name, now - _BACK, now)) for name in names)
    counters = [name.removesuffix("_bucket") + "_count" for name in names]
    expr = " + ".join(f"(sum(increase({name}[1h])) or vector(0))" for name in counters)
    events = api.query(expr, now).series if names else ()
    return Exemplars(is_on=is_on, count=count, events=events[0].samples[0].value if events else 0.0)
