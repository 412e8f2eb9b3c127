"""A board made to fit a provider: signals bound, matchers in, what cannot be fed left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from archestra_ops import promql
from archestra_ops.grafana.board import Board, Panel, Query
from archestra_ops.packs.provider import Provider

# Label values may be absent: All is `.*` for them. `job` and `instance` always exist.
INSTALLATION_MATCHERS = ('cluster=~"$cluster"', 'namespace=~"$namespace"')
PLATFORM_MATCHERS = (*INSTALLATION_MATCHERS, 'job=~"$job"', 'instance=~"$instance"')

# Series that no target exposes, so that the platform's identity does not fit them; what a rule
# records (`level:metric:operation`) is not listed, its name says it.
EXEMPT: Mapping[str, str] = {
    "ALERTS": "made by Prometheus from rules; an alert has the labels of its expression",
}

_RATE_INTERVAL = "$__rate_interval"
_MINUTE = 60.0


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """What the provider cannot feed: a *whole* panel or part of it, and the signals it lacks."""

    panel: str
    signals: tuple[str, ...]
    whole: bool


def fit(board: Board, provider: Provider) -> tuple[Board, list[LeftOut]]:
    """*board* with PromQL that the platform and *provider* answer, and what was left out."""
    bindings = {name: _bound(name, provider) for name in provider.signals}
    left_out: list[LeftOut] = []
    rows = []
    for row in board.rows:
        panels = [_panel(panel, provider, bindings, left_out) for panel in row.panels]
        kept = tuple(panel for panel in panels if panel is not None)
        if kept:
            rows.append(replace(row, panels=kept))
    return replace(board, rows=tuple(rows)), left_out


def provider_matchers(provider: Provider, signal: str) -> tuple[str, ...]:
    """What picks the servers for *signal*: the exporter's job, and the provider's identity."""
    if provider.signals[signal].foreign:
        return INSTALLATION_MATCHERS
    job, identity = 'job=~"$pg_job"', provider.identity
    if provider.identity_of(signal) != identity:
        return (job,)  # it is not about one server (an exporter's own health)
    return (job, f'{identity[0]}=~"$pg_instance"')


def _bound(signal: str, provider: Provider) -> str:
    expr = provider.signals[signal].expr.replace("$window", _RATE_INTERVAL)
    return promql.with_matchers(expr, provider_matchers(provider, signal))


def _panel(
    panel: Panel,
    provider: Provider,
    bindings: Mapping[str, str],
    left_out: list[LeftOut],
) -> Panel | None:
    used = _signals(panel.queries)
    if not used:
        return replace(panel, queries=tuple(_own(query) for query in panel.queries))
    fed = tuple(query for query in panel.queries if promql.signals(query.expr) <= bindings.keys())
    lacking = tuple(sorted(used - bindings.keys()))
    if lacking:
        left_out.append(LeftOut(panel=panel.title, signals=lacking, whole=not fed))
    if not fed:
        return None
    interval = f"{provider.sample_interval / _MINUTE:g}m"
    return replace(
        panel,
        queries=tuple(_bind(query, provider, bindings) for query in fed),
        description=panel.description + _needs(_signals(fed), provider),
        interval=interval if provider.sample_interval >= _MINUTE else panel.interval,
    )


def _signals(queries: Iterable[Query]) -> frozenset[str]:
    return frozenset[str]().union(*(promql.signals(query.expr) for query in queries))


def _own(query: Query) -> Query:
    """A query of the platform's own metrics, with the identity in every selector."""
    expr = promql.with_matchers(query.expr, PLATFORM_MATCHERS, where=_identified)
    return replace(query, expr=expr)


def _identified(selector: promql.Selector) -> bool:
    name = selector.name or ""
    return name not in EXEMPT and ":" not in name


def _bind(query: Query, provider: Provider, bindings: Mapping[str, str]) -> Query:
    """A query with PromQL for its signals, and the provider's labels for its roles."""
    expr, legend = query.expr, query.legend
    used = promql.signals(expr)
    roles = dict(provider.roles)
    if used:
        roles["server"] = provider.identity_of(min(used))[0]
    for role, label in roles.items():
        expr = expr.replace(f"[{role}]", label)
        legend = legend.replace(f"[{role}]", "{{" + label + "}}")
    bound = promql.expand(_own(replace(query, expr=expr)).expr, bindings)
    return replace(query, expr=bound, legend=legend)


def _needs(signals: frozenset[str], provider: Provider) -> str:
    """What the exporter must be told before the panel has data, as a sentence."""
    bound = [provider.signals[name] for name in sorted(signals)]
    keys = dict.fromkeys(binding.needs for binding in bound if binding.needs)
    settings = [provider.settings[key] for key in keys]
    return "".join(f"\n\nNeeds {s.title}: {s.how}." for s in settings)
