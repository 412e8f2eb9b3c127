"""A query of traces or logs that asks for what is not there, or lets a typed value end its quotes.

A session's id with a quote or a `.*` in it changes the query, unless Grafana quotes it:
`${session:doublequote}`. Of our own boards, fields have to be ones that a span or a log record of
the platform has; of others' only the quoting is judged.
https://grafana.com/docs/grafana/latest/dashboards/variables/variable-syntax/#doublequote
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.expressions.wrong import Wrong
from archestra_ops.findings import Severity
from archestra_ops.grafana.dashboard import Dashboard, Target
from archestra_ops.grafana.dashboard.document import text_of
from archestra_ops.grafana.lint.problem import Problem
from archestra_ops.grafana.lint.scope import Scope
from archestra_ops.grafana.telemetry_query import logql, traceql, unquoted
from archestra_ops.packs.model import Platform
from archestra_ops.packs.telemetry import Telemetry

_KINDS = frozenset({"tempo", "loki"})


def find(board: Dashboard, scope: Scope) -> Iterator[Problem]:
    """What is wrong with the TraceQL and LogQL of *board*."""
    typed = frozenset(one.name for one in board.variables if one.kind == "textbox")
    telemetry = _telemetry(scope) if scope.ours else None
    for panel in board.panels:
        for target in panel.targets:
            if target.source.kind in _KINDS:
                for wrong in _wrongs(target, telemetry, typed):
                    yield Problem(target.spot, wrong.message, wrong.hint, Severity.ERROR)


def _wrongs(target: Target, telemetry: Telemetry | None, typed: frozenset[str]) -> Iterator[Wrong]:
    is_tempo = target.source.kind == "tempo"
    text = text_of(target.json.get("query")) if is_tempo else target.expr
    if telemetry is not None:
        yield from (traceql if is_tempo else logql)(text, telemetry, typed)
    elif not is_tempo or not text.startswith("$"):  # a variable alone is a trace's id
        yield from unquoted(text, typed)


def _telemetry(scope: Scope) -> Telemetry | None:
    platforms = (pack for pack in scope.catalogue.packs if isinstance(pack, Platform))
    return next((platform.telemetry for platform in platforms), None)
