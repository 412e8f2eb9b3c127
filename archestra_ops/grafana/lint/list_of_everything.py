"""A variable that asks for a label's values of whatever metric there is.

`label_values(model)` makes Prometheus look at every series that it has, at each opening and each
change of the time range, and lists what other programs call so as well. With a metric it looks at
that one's series: `label_values(llm_tokens_total, model)`.
https://grafana.com/docs/grafana/latest/datasources/prometheus/template-variables/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from archestra_ops.grafana.dashboard import Dashboard
from archestra_ops.grafana.lint.problem import Problem
from archestra_ops.grafana.lint.scope import Scope

_WITHOUT_METRIC: Final = re.compile(r"\s*label_values\s*\(\s*(\w+)\s*\)\s*")


def find(board: Dashboard, scope: Scope) -> Iterator[Problem]:
    """The variables whose query names a label and no metric."""
    del scope  # this needs no knowledge of metrics
    for variable in board.variables:
        if variable.kind != "query" or variable.source.kind != "prometheus":
            continue
        found = _WITHOUT_METRIC.fullmatch(variable.query)
        if found is not None:
            yield Problem(
                variable.spot,
                f"it asks all series of the server for the values of '{found[1]}'",
                f"name a metric that has it: label_values(metric, {found[1]})",
            )
