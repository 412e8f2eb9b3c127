"""How often something rare happened, its first time included: a macro for rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from archestra_ops import promql
from archestra_ops.prometheus import duration

NAME: Final = "occurrences"
START: Final = "process_start_time_seconds"


def expand(expr: str, by: Sequence[str], *, starts: bool = True) -> str:
    """Put PromQL in for each `occurrences(counter[15m])` of *expr*.

    A labelled counter has no series before its first event and appears with the value 1, so that
    increase() alone sees no increase. All that a series counts which is new within the window is
    new, if its target was up when the window began or its process started within it; else an old
    count is new only to Prometheus. Per series, to be aggregated outside; *by* are labels that
    tell installations apart; where processes do not tell when each *starts*, that is not asked.
    Raises PromQLError where the macro is given something else.
    """
    on = ", ".join((*by, *(label for label in ("job", "instance") if label not in by)))

    def make(counter: str, window: str) -> str:
        since = f"{duration.seconds(window):g}"
        started = f" or {START} > time() - {since}" if starts else ""
        return (
            f"(({counter} unless {counter} offset {window})"
            f" and on ({on}) (up offset {window} == 1{started})"
            f" or increase({counter}[{window}]))"
        )

    return promql.replace_calls(expr, NAME, make)
