from __future__ import annotations

from archestra_ops.findings import Severity
from archestra_ops.grafana.dashboard import Spot
from archestra_ops.grafana.lint.problem import Problem


def test_a_problem_is_a_warning_unless_it_says_so() -> None:
    assert Problem(Spot(), "x") == Problem(Spot("", 1), "x", "", Severity.WARNING)
