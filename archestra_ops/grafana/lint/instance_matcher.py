"""A selector without a matcher for `instance` (only where it is selected).

A variable for it lets one look at a single process; every query has to follow it.
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.grafana.dashboard import Dashboard
from archestra_ops.grafana.lint.matchers import without
from archestra_ops.grafana.lint.problem import Problem
from archestra_ops.grafana.lint.scope import Scope


def find(board: Dashboard, scope: Scope) -> Iterator[Problem]:
    """The selectors that say nothing of the instance."""
    del scope  # this needs no knowledge of metrics
    yield from without("instance", board)
