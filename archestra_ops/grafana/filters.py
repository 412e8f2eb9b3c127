"""What narrows a board's own PromQL: the installation, the board's choices, agent labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from archestra_ops import promql
from archestra_ops.grafana.board import AnyQuery, Query, Variable
from archestra_ops.packs.model import Platform

# Label values may be absent: All is `.*` for them. `job` and `instance` always exist.
INSTALLATION_MATCHERS = ('cluster=~"$cluster"', 'namespace=~"$namespace"')
CLUSTER_MATCHER = INSTALLATION_MATCHERS[0]
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
    take custom labels. A selector that has a choice in a pattern of its own (`job=~"$job|mine"`) is
    not narrowed to it. Series that other programs have of others, too, carry their own labels and
    are narrowed to the cluster alone.
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
        return promql.with_chosen_matchers(expr, self._matchers)

    def _matchers(self, selector: promql.Selector) -> Iterator[str]:
        metric = self.platform.metric_of(selector.name or "")
        if metric is not None and self.platform.is_foreign(metric):
            yield CLUSTER_MATCHER
            return
        if _identified(selector):
            yield from (one for one in PLATFORM_MATCHERS if not _has(selector, one))
        if metric is None:
            return
        for variable in self.variables:
            if variable.filters in metric.labels:
                yield f'{variable.filters}=~"${variable.name}"'
        if metric.custom_labels:
            yield from (f'{label}=~"${label}"' for label in self.agent_labels)


def _has(selector: promql.Selector, matcher: str) -> bool:
    """Whether *selector* has the choice of *matcher* in a pattern: `job=~"$job|mine"`."""
    label, _, chosen = matcher.rstrip('"').partition('=~"')
    return any(own.label == label and chosen in own.value.split("|") for own in selector.matchers)


def _identified(selector: promql.Selector) -> bool:
    name = selector.name or ""
    return name not in EXEMPT and ":" not in name
