"""How fast an error budget may burn: tiers of windows and thresholds, in exact decimals.

The method is that of multi-window, multi-burn-rate alerts: the share of the budget, times the
period, through the long window, is how many times too fast the budget burns,
https://sre.google/workbook/alerting-on-slos/
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from archestra_ops.errors import OpsError
from archestra_ops.packs.structure import did_you_mean
from archestra_ops.prometheus import duration
from archestra_ops.prometheus.rules.values import Values

_TIERS: Final = "slo.tiers."
_HOUR: Final = 3600
_DAY: Final = 24


@dataclass(frozen=True, kw_only=True)
class Tier:
    """One pair of windows (durations) of one objective.

    `factor` is how many times too fast the budget burns, `threshold` the error ratio at which it
    does.
    """

    name: str
    severity: str
    long: str
    short: str
    factor: Decimal
    threshold: Decimal
    exhausted: str

    @property
    def entry(self) -> dict[str, str]:
        """What `${each.…}` stands for in the texts of its alert."""
        return {
            "long": self.long,
            "short": self.short,
            "factor": plain(self.factor),
            "threshold": plain(self.threshold),
            "exhausted": self.exhausted,
        }


def tiers(objective: str, values: Values) -> Iterator[Tier]:
    """The tiers that *values* choose for *objective*; OpsError for one that there is not."""
    period = seconds(values.text("slo.period"))
    budget = 1 - target(objective, values)
    for name in values.texts(f"slo.{objective}.tiers"):
        if f"{_TIERS}{name}.budget" not in values.entries:
            known = {path.split(".")[2] for path in values.entries if path.startswith(_TIERS)}
            raise OpsError(f"no tier named '{name}'", hint=did_you_mean(name, known))
        long = values.text(f"{_TIERS}{name}.long")
        factor = values.number(f"{_TIERS}{name}.budget") * period / seconds(long)
        yield Tier(
            name=name,
            severity=values.text(f"{_TIERS}{name}.severity"),
            long=long,
            short=values.text(f"{_TIERS}{name}.short"),
            factor=factor,
            threshold=factor * budget,
            exhausted=_spoken(period / factor),
        )


def target(objective: str, values: Values) -> Decimal:
    """The share of events that must be good: a ratio, so that it leaves a budget."""
    return values.number(f"slo.{objective}.objective")


def seconds(text: str) -> Decimal:
    """How many seconds the duration *text* is, more than none."""
    found = Decimal(repr(duration.seconds(text)))
    if not found:
        raise OpsError("a window of 0 seconds has no events", hint="give one as in 1h")
    return found


def plain(number: Decimal) -> str:
    """*number* with all its digits and nothing else: no exponent, no zeros at its end."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _spoken(length: Decimal) -> str:
    hours = round(length / _HOUR)
    return f"{hours // _DAY} days" if hours % _DAY == 0 else f"{hours} hours"
