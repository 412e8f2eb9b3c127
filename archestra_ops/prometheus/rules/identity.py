"""By which labels two alerts are about the same thing: the same server, agent or process."""

from __future__ import annotations

from collections.abc import Sequence

from archestra_ops import promql
from archestra_ops.prometheus.rules.model import Rule, RuleSet


class Identities:
    """The labels that the alerts of a rule set carry.

    What a recording rule makes carries what its own expression does; of any other metric the
    labels are not known, which does not matter where an expression aggregates.
    """

    def __init__(self, rules: RuleSet) -> None:
        self._alerts: dict[str, list[Rule]] = {}
        self._records: dict[str, list[Rule]] = {}
        self._recorded: dict[str, frozenset[str] | None] = {}
        for rule in (rule for group in rules.groups for rule in group.rules):
            named = self._alerts if rule.alert else self._records
            named.setdefault(rule.alert or rule.record, []).append(rule)
        # An exporter's `instance` is not the platform's: these alerts are about another server.
        self._of_provider = {
            one.alert for one in rules.definitions.values() if promql.signals(one.expr)
        }

    def of(self, alert: str) -> frozenset[str]:
        """The labels of *alert* that come from its series; none where they cannot be counted."""
        found: set[str] = set()
        for rule in self._alerts[alert]:
            labels = promql.surviving(rule.expr, self._labels_of) or frozenset()
            found |= labels - rule.labels.keys() - {"__name__"}
        return frozenset(found)

    def shared(self, one: str, other: str) -> Sequence[str]:
        """The labels that have to be the same for two alerts to be about the same thing."""
        return () if self.apart(one, other) else sorted(self.of(one) & self.of(other))

    def apart(self, one: str, other: str) -> bool:
        """Whether one of two alerts is of the database's exporter, and the other is not."""
        return (one in self._of_provider) is not (other in self._of_provider)

    def _labels_of(self, metric: str) -> frozenset[str] | None:
        if metric not in self._recorded:
            self._recorded[metric] = None  # for a rule that reads what it recorded before
            self._recorded[metric] = self._labels_of_record(metric)
        return self._recorded[metric]

    def _labels_of_record(self, name: str) -> frozenset[str] | None:
        found: set[str] = set()
        for rule in self._records.get(name, ()):
            labels = promql.surviving(rule.expr, self._labels_of)
            if labels is None:
                return None
            found |= labels | rule.labels.keys()
        return frozenset(found) if name in self._records else None
