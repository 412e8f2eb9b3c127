"""What can be said of the metrics in expressions that others wrote, for what they scrape.

A board or a rule of ours names nothing but what the packs have. Others' may name anything, so that
only what is called like the platform's or a provider's metric can be unknown. And what Prometheus
makes, client libraries and exporters have bears whatever labels a scrape config adds: only a slip
of the pen in one that it has itself is worth a word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from archestra_ops import promql
from archestra_ops.expressions import suspicion, unknown_label, unknown_metric
from archestra_ops.expressions.impossible_value import fits
from archestra_ops.expressions.wrong import Wrong
from archestra_ops.findings import Severity
from archestra_ops.packs.catalogue import PROMETHEUS, Catalogue
from archestra_ops.packs.model import Platform
from archestra_ops.packs.owned import ANYBODYS
from archestra_ops.packs.provider import Provider
from archestra_ops.promql.tree import Call, Vector, walk

Rule = Callable[[str, Catalogue], Iterator[Wrong]]

# What only a provider calls so, and the packs have all of: not `pg_settings_`, of which there is
# one per setting and more in queries of one's own, nor the hundreds of metrics of a cloud. What
# only the platform calls so, its pack says.
_OF_PROVIDERS: Final = re.compile(
    r"(?: postgresql | pg_replication"
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
# What no scrape config adds: labels of PostgreSQL's exporters and of its own views.
_OF_POSTGRES: Final = frozenset(
    {
        "datid", "datname", "granted", "locktype", "relation", "relname", "rolname", "schemaname",
        "slot_name", "usename", "wait_event", "wait_event_type", "postgresql_database_name",
        "postgresql_index_name", "postgresql_table_name",
    }
)  # fmt: skip
# What only native histograms have an answer for; Prometheus can make them of classic ones.
# https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_avg
_OF_NATIVES: Final = frozenset(
    {
        "histogram_avg", "histogram_count", "histogram_fraction", "histogram_stddev",
        "histogram_stdvar", "histogram_sum",
    }
)  # fmt: skip
_NO_JOB: Final = "any job there is"  # what only a pattern for everything fits
_OF_A_SCRAPE: Final = "say --agent-label or --label for one that your agents or your scrape add"


def rules_for_others(
    rules: Mapping[str, Rule], recorded: Collection[str] = ()
) -> Mapping[str, Rule]:
    """*rules*, of which those for unknown names only judge what can be judged.

    The *recorded* names are of the others' own making, however they begin.
    """
    judged: dict[str, Rule] = {
        "unknown-metric": partial(_unknown_metric, recorded),
        "unknown-label": _unknown_label,
    }
    own = {name: find for name, find in judged.items() if name in rules}
    return {**rules, **own} if own else rules


def catalogue_for_others(known: Catalogue) -> Catalogue:
    """*known*, with the labels that scrapes often add on every metric."""
    return replace(known, target_labels=known.target_labels | _OF_SCRAPES)


def advice(rule: str, wrong: Wrong) -> str:
    """The hint of *wrong*, which *rule* says, to somebody who scrapes as they like."""
    if rule != "unknown-label":
        return wrong.hint
    near = wrong.hint if wrong.hint.startswith("did you mean") else ""
    return "; ".join(filter(None, (near, _OF_A_SCRAPE)))


def _unknown_metric(recorded: Collection[str], expr: str, catalogue: Catalogue) -> Iterator[Wrong]:
    names: Iterable[str] = (selector.name or "" for selector in promql.selectors(expr))
    for name in dict.fromkeys(names):
        if not name or name in recorded:
            continue
        if _OF_PROVIDERS.fullmatch(name):
            yield from unknown_metric.find(name, catalogue)
        elif not (catalogue.find(f"{name}_bucket") and name in _natives(expr)):
            yield from suspicion.find(name, catalogue)


def _natives(expr: str) -> set[str]:
    """The metrics in *expr* that are asked for as native histograms, which have no suffix."""
    calls = (node for node in walk(promql.tree(expr)) if isinstance(node, Call))
    below = (node for call in calls if call.name in _OF_NATIVES for node in walk(call))
    return {node.name for node in below if isinstance(node, Vector) and node.name}


def _unknown_label(expr: str, catalogue: Catalogue) -> Iterator[Wrong]:
    seen: set[tuple[str | None, str]] = set()
    for one in unknown_label.lacking(expr, catalogue):
        if (one.selector.name, one.label) in seen:
            continue
        wrong = one.wrong
        if may_be_anybodys(one.selector, catalogue) and not _is_mixed_up(one):
            if not wrong.hint.startswith("did you mean"):
                continue
            wrong = replace(wrong, severity=Severity.INFO)
        seen.add((one.selector.name, one.label))
        yield wrong


def may_be_anybodys(selector: promql.Selector, catalogue: Catalogue) -> bool:
    """Whether series of others, that no pack says anything of, are called like *selector*'s."""
    name = selector.name or ""
    found = catalogue.find(name) or catalogue.find(f"{name}_bucket")
    if found is None:
        return True
    pack, metric = found
    if not isinstance(pack, Platform):
        return pack is PROMETHEUS or isinstance(pack, Provider)
    ordinary = name.startswith(ANYBODYS) and not _asks_a_job_of(pack, selector)
    return ordinary or pack.is_foreign(metric)


def _asks_a_job_of(platform: Platform, selector: promql.Selector) -> bool:
    jobs = [process.job for process in platform.processes.values()]
    return any(
        matcher.label == "job"
        and any(fits(matcher, job) for job in jobs)
        and not fits(matcher, _NO_JOB)
        for matcher in selector.matchers
        if matcher.op in ("=", "=~") and not promql.variables(matcher.value)
    )


def _is_mixed_up(one: unknown_label.Lacking) -> bool:
    """Whether the label is that of another exporter, or misspelt: nobody's scrape adds it.

    `postgresql_backends` is by `postgresql_database_name`; `datname` is postgres_exporter's.
    """
    return one.label in _OF_POSTGRES or any(
        one.wrong.hint == f"did you mean {own!r}?" for own in _OF_POSTGRES & one.labels
    )
