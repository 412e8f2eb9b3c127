"""Objectives as rules: events and errors recorded, budgets that burn too fast, what is left.

Events and errors are recorded as increases over `slo.base`, and every window is a sum of those: a
window of days reads a few recorded series, not each request's. No name has a window's length in
it, and windows differ by rule, never by a label that could flip while an alert fires.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from archestra_ops.errors import OpsError
from archestra_ops.prometheus.rules.burn_rate import Tier, plain, seconds, target, tiers
from archestra_ops.prometheus.rules.model import DefinedGroup, Definition, LeftOut, Objective
from archestra_ops.prometheus.rules.values import Values


def expanded(
    group: DefinedGroup, values: Values, prefix: str
) -> tuple[DefinedGroup, tuple[LeftOut, ...]]:
    """*group* with the rules of its objectives, and the alerts that could never fire.

    *prefix* begins the recorded names. Raises OpsError for values that make no objective.
    """
    definitions = [*group.definitions]
    left_out: list[LeftOut] = []
    for objective in group.objectives:
        try:
            made = _Made(objective, values, prefix, group.interval)
            definitions += made.definitions()
        except OpsError as error:
            alert = objective.alert
            place = f"{alert.file}:{alert.line}: '{objective.name}'"
            raise OpsError(f"{place}: {error}", hint=error.hint) from error
        left_out += made.left_out()
    return replace(group, definitions=tuple(definitions)), tuple(left_out)


class _Made:
    """The rules of one objective."""

    def __init__(self, objective: Objective, values: Values, prefix: str, interval: str) -> None:
        self._objective = objective
        self._values = values
        self._prefix = prefix
        self._interval = interval
        self._base = values.text("slo.base")
        self._tiers = list(tiers(objective.name, values))

    def definitions(self) -> Iterator[Definition]:
        """What is recorded, in the order in which one rule needs another, then the alerts."""
        objective = self._objective
        share = target(objective.name, self._values)
        yield self._record("slo_events:increase", objective.events)
        yield self._record(
            "slo_errors:increase",
            f"(\n{_indented(objective.errors)}\n)\nor 0 * (\n{_indented(objective.events)}\n)",
        )
        yield self._record("slo_objective:ratio", f"vector({plain(share)})")
        ratio = self._ratio(self._values.text("slo.period"))
        yield self._record("slo_error_budget:remaining_ratio", f"1 - {ratio} / {plain(1 - share)}")
        for tier in self._tiers:
            yield from self._recorded(tier)
        for tier in self._tiers:
            if _can_fire(tier):
                yield self._alert(tier)

    def left_out(self) -> Iterator[LeftOut]:
        """The alerts whose threshold no error ratio reaches."""
        for tier in self._tiers:
            if not _can_fire(tier):
                alert = self._objective.alert
                yield LeftOut(
                    rule=alert.alert,
                    group=alert.group,
                    reason=f"its tier '{tier.name}' would need an error ratio of "
                    f"{plain(tier.threshold)}",
                )

    def _recorded(self, tier: Tier) -> Iterator[Definition]:
        overlap = plain(seconds(self._interval or "1m") / seconds(self._base))
        yield self._record("slo_errors:ratio_long", self._ratio(tier.long), tier)
        yield self._record("slo_errors:ratio_short", self._ratio(tier.short), tier)
        # Each error is in as many of the summed increases as rules run in the base.
        errors = f"{overlap} * {self._sum('slo_errors', tier.long)}"
        yield self._record("slo_errors:increase_long", errors, tier)

    def _alert(self, tier: Tier) -> Definition:
        chosen = f'{{slo="{self._objective.name}",burnrate_tier="{tier.name}"}}'
        least = self._values.text(f"slo.{self._objective.name}.least_errors")
        alert = self._objective.alert
        return replace(
            alert,
            expr=(
                f"{self._prefix}:slo_errors:ratio_long{chosen} > {plain(tier.threshold)}\n"
                f"  and {self._prefix}:slo_errors:ratio_short{chosen} > {plain(tier.threshold)}\n"
                f"  and {self._prefix}:slo_errors:increase_long{chosen} >= {least}"
            ),
            severity=tier.severity,
            hold=self._values.text("slo.hold"),
            labels={"burnrate_tier": tier.name, "slo": self._objective.name, **alert.labels},
            entry=tier.entry,
            objective=self._objective.name,
        )

    def _record(self, name: str, expr: str, tier: Tier | None = None) -> Definition:
        alert = self._objective.alert
        labels = {"burnrate_tier": tier.name} if tier else {}
        return Definition(
            file=alert.file,
            line=alert.line,
            group=alert.group,
            record=f"{self._prefix}:{name}",
            expr=expr,
            labels={"slo": self._objective.name, **labels},
            objective=self._objective.name,
        )

    def _ratio(self, window: str) -> str:
        return f"{self._sum('slo_errors', window)} / ({self._sum('slo_events', window)} > 0)"

    def _sum(self, what: str, window: str) -> str:
        series = f'{self._prefix}:{what}:increase{{slo="{self._objective.name}"}}'
        if seconds(window) < seconds(self._base):
            raise OpsError(
                f"the window {window} is shorter than 'slo.base'", hint="make it a multiple"
            )
        return series if window == self._base else f"sum_over_time({series}[{window}])"


def _can_fire(tier: Tier) -> bool:
    return tier.threshold < 1


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())
