"""A board made to fit an installation: signals bound, matchers in, what cannot be fed left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from archestra_ops import promql
from archestra_ops.grafana.board import Board, Panel, Query, Variable
from archestra_ops.grafana.filters import INSTALLATION_MATCHERS, Filters
from archestra_ops.grafana.left_out import LeftOut
from archestra_ops.grafana.profiled import profiled
from archestra_ops.grafana.unseen import marked
from archestra_ops.packs.model import Platform
from archestra_ops.packs.provider import Provider

_RATE_INTERVAL = "$__rate_interval"
_MINUTE = 60.0


@dataclass(frozen=True)
class _Fitting:
    """What goes into a board's expressions: matchers, and PromQL for its signals."""

    filters: Filters
    bindings: Mapping[str, str]


def fit(
    board: Board, platform: Platform, provider: Provider, agent_labels: Sequence[str] = ()
) -> tuple[Board, list[LeftOut]]:
    """*board* with PromQL that the platform and *provider* answer, and what was left out.

    *agent_labels* are the Prometheus names of custom labels; each is a variable of the board.
    """
    board, left_out = profiled(board, platform, agent_labels)
    filters = Filters(platform, _filtered(board), tuple(agent_labels))
    bindings = {name: _bound(name, provider) for name in provider.signals}
    fitting = _Fitting(filters, bindings)
    rows = []
    for row in board.rows:
        panels = [_panel(panel, provider, fitting, left_out) for panel in row.panels]
        kept = tuple(panel for panel in panels if panel is not None)
        if kept:
            rows.append(replace(row, panels=kept))
    return marked(replace(board, rows=tuple(rows)), platform), left_out


def _filtered(board: Board) -> tuple[Variable, ...]:
    return tuple(v for v in board.variables if isinstance(v, Variable) and v.filters)


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
    fitting: _Fitting,
    left_out: list[LeftOut],
) -> Panel | None:
    used = _signals(panel.promql)
    if not used:
        return replace(panel, queries=fitting.filters.narrowed(panel.queries))
    known = fitting.bindings.keys()
    fed = tuple(query for query in panel.promql if promql.signals(query.expr) <= known)
    lacking = tuple(sorted(used - known))
    if lacking:
        left_out.append(LeftOut(panel=panel.title, signals=lacking, whole=not fed))
    if not fed:
        return None
    interval = f"{provider.sample_interval / _MINUTE:g}m"
    return replace(
        panel,
        queries=tuple(_bind(query, provider, fitting) for query in fed),
        description=panel.description + _needs(_signals(fed), provider),
        interval=interval if provider.sample_interval >= _MINUTE else panel.interval,
    )


def _signals(queries: Iterable[Query]) -> frozenset[str]:
    return frozenset[str]().union(*(promql.signals(query.expr) for query in queries))


def _bind(query: Query, provider: Provider, fitting: _Fitting) -> Query:
    """A query with PromQL for its signals, and the provider's labels for its roles."""
    expr, legend = query.expr, query.legend
    used = promql.signals(expr)
    roles = dict(provider.roles)
    if used:
        roles["server"] = provider.identity_of(min(used))[0]
    for role, label in roles.items():
        expr = expr.replace(f"[{role}]", label)
        legend = legend.replace(f"[{role}]", "{{" + label + "}}")
    bound = promql.expand(fitting.filters.narrow(expr), fitting.bindings)
    return replace(query, expr=bound, legend=legend)


def _needs(signals: frozenset[str], provider: Provider) -> str:
    """What the exporter must be told before the panel has data, as a sentence."""
    bound = [provider.signals[name] for name in sorted(signals)]
    keys = dict.fromkeys(binding.needs for binding in bound if binding.needs)
    settings = [provider.settings[key] for key in keys]
    return "".join(f"\n\nNeeds {s.title}: {s.how}." for s in settings)
