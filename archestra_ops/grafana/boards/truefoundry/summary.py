"""A table of what each model, user or tenant asked for in the chosen range, and how it went."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from archestra_ops.grafana.board import Column, Panel, Query
from archestra_ops.grafana.boards.truefoundry.series import TIMED, failing, mean, total

# What every generation has, so that a column's letter is its query's in each.
_COLUMNS: Final[tuple[tuple[str, str, Callable[[str], str]], ...]] = (
    ("Requests", "short", lambda by: total(TIMED, by)),
    ("Failed", "percentunit", lambda by: failing(by, "$__range")),
    ("Mean time", "ms", lambda by: mean("ai_gateway_request_processing_ms", by, "$__range")),
    ("Input tokens", "short", lambda by: total("ai_gateway_input_tokens_total", by)),
    ("Output tokens", "short", lambda by: total("ai_gateway_output_tokens_total", by)),
    ("Cost", "currencyUSD", lambda by: total("ai_gateway_request_cost_total", by)),
)


def summary(title: str, description: str, **labels: str) -> Panel:
    """A line for each combination of *labels*, given with their columns' titles; dearest first."""
    by = ", ".join(labels)
    legend = " ".join(f"{{{{{label}}}}}" for label in labels)
    return Panel(
        title=title,
        description=description,
        queries=tuple(Query(expr=expr(by), legend=legend, instant=True) for _, _, expr in _COLUMNS),
        kind="table",
        unit="short",
        width=24,
        height=10,
        transformations=({"id": "merge", "options": {}},),
        columns=(
            Column(field="Time", hidden=True),
            *(Column(field=label, title=shown) for label, shown in labels.items()),
            *(
                Column(field=f"Value #{letter}", title=shown, unit=unit)
                for letter, (shown, unit, _) in zip("ABCDEF", _COLUMNS, strict=True)
            ),
        ),
        sort_by="Cost",
        nothing="no requests",
    )
