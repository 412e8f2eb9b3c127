"""What can be said of the metrics in expressions that others wrote, for what they scrape.

A board or a rule of ours names nothing but what the packs have. Others' may name anything, so that
only what is called like a platform's or a provider's metric can be unknown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from archestra_ops import promql
from archestra_ops.expressions import unknown_metric
from archestra_ops.expressions.wrong import Wrong
from archestra_ops.packs.catalogue import Catalogue

Rule = Callable[[str, Catalogue], Iterator[Wrong]]

# What only a platform or a provider calls so, and the packs have all of: not `http_` or `agent_`,
# which is anybody's, nor `pg_settings_`, of which there is one per setting and more in queries of
# one's own, nor the hundreds of metrics of a cloud.
_JUDGED: Final = re.compile(
    r"(?: llm | mcp | rag | task_queue | agent_runs | agent_runtime | agent_executions"
    r" | postgresql | pg_replication"
    r" | pg_stat_ (?: database | bgwriter | checkpointer | activity | archiver | user_tables )"
    r" | stackdriver_cloudsql_database (?! _cloudsql_googleapis_com )"
    r")_\w+",
    re.VERBOSE,
)
# Labels that scrapes of Kubernetes and of several Prometheus put on every series.
# https://prometheus-operator.dev/docs/developer/getting-started/ (ServiceMonitor, externalLabels)
_OF_SCRAPES: Final = frozenset(
    {
        "container", "endpoint", "service", "node", "prometheus", "prometheus_replica", "replica",
        # postgres_exporter's own, on every metric until 0.11, on few from 0.20.
        "server",
    }
)  # fmt: skip
_OF_A_SCRAPE: Final = "say --agent-label or --label for one that your agents or your scrape add"


def rules_for_others(rules: Mapping[str, Rule]) -> Mapping[str, Rule]:
    """*rules*, of which the one for unknown metrics only judges names that can be judged."""
    if "unknown-metric" not in rules:
        return rules
    return {**rules, "unknown-metric": _unknown_metric}


def catalogue_for_others(known: Catalogue) -> Catalogue:
    """*known*, with the labels that scrapes often add on every metric."""
    return replace(known, target_labels=known.target_labels | _OF_SCRAPES)


def advice(rule: str, wrong: Wrong) -> str:
    """The hint of *wrong*, which *rule* says, to somebody who scrapes as they like."""
    if rule != "unknown-label":
        return wrong.hint
    near = wrong.hint if wrong.hint.startswith("did you mean") else ""
    return "; ".join(filter(None, (near, _OF_A_SCRAPE)))


def _unknown_metric(expr: str, catalogue: Catalogue) -> Iterator[Wrong]:
    names: Iterable[str] = (selector.name or "" for selector in promql.selectors(expr))
    for name in dict.fromkeys(names):
        if _JUDGED.fullmatch(name):
            yield from unknown_metric.find(name, catalogue)
