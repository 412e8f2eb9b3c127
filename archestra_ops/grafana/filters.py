"""What narrows a board's own PromQL: the installation, the board's choices, agent labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from archestra_ops import promql
from archestra_ops.grafana.board import AnyQuery, Query, Variable
from archestra_ops.packs.model import Metric, Platform

# Label values may be absent: All is `.*` for them. `job` and `instance` always exist.
INSTALLATION_MATCHERS = ('cluster=~"$cluster"', 'namespace=~"$namespace"')
PLATFORM_MATCHERS = (*INSTALLATION_MATCHERS, 'job=~"$job"', 'instance=~"$instance"')

# Series that no target exposes, so that the platform's identity does not fit them; what a rule
# records (`level:metric:operation`) is not listed, its name says it.
EXEMPT: Mapping[str, str] = {
    "ALERTS": "made by Prometheus from rules; an alert has the labels of its expression",
}


@dataclass(frozen=True)
class Filters:
    """The matchers for selectors of *platform*'s metrics.

    Each of `variables` narrows the metrics that have its label, each of `agent_labels` those that
    take custom labels.
    """

    platform: Platform
    variables: tuple[Variable, ...] = ()
    agent_labels: tuple[str, ...] = ()

    def narrowed(self, queries: Iterable[AnyQuery]) -> tuple[AnyQuery, ...]:
        """*queries* with the matchers in those that go to Prometheus."""
        return tuple(
            replace(query, expr=self.narrow(query.expr)) if isinstance(query, Query) else query
            for query in queries
        )

    def narrow(self, expr: str) -> str:
        """*expr* with the identity in every selector, and the choices where they fit."""
        expr = promql.with_matchers(expr, PLATFORM_MATCHERS, where=_identified)
        for variable in self.variables:
            label = variable.filters
            matcher = f'{label}=~"${variable.name}"'
            expr = promql.with_matchers(expr, [matcher], where=self._has(label))
        if self.agent_labels:
            matchers = [f'{label}=~"${label}"' for label in self.agent_labels]
            expr = promql.with_matchers(expr, matchers, where=self._is(_takes_labels))
        return expr

    def _has(self, label: str) -> Callable[[promql.Selector], bool]:
        return self._is(lambda metric: label in metric.labels)

    def _is(self, holds: Callable[[Metric], bool]) -> Callable[[promql.Selector], bool]:
        def where(selector: promql.Selector) -> bool:
            metric = self.platform.metric_of(selector.name or "")
            return metric is not None and holds(metric)

        return where


def _takes_labels(metric: Metric) -> bool:
    return metric.custom_labels


def _identified(selector: promql.Selector) -> bool:
    name = selector.name or ""
    return name not in EXEMPT and ":" not in name
