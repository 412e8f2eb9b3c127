"""A selector without a matcher for `job` (only where it is selected).

Two installations in one Prometheus, or another's `up` and `process_…`, are added together.
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.grafana.dashboard import Dashboard
from archestra_ops.grafana.lint.matchers import without
from archestra_ops.grafana.lint.problem import Problem
from archestra_ops.grafana.lint.scope import Scope


def find(board: Dashboard, scope: Scope) -> Iterator[Problem]:
    """The selectors that say nothing of the job."""
    del scope  # this needs no knowledge of metrics
    yield from without("job", board)
