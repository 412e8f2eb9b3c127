"""What is wrong with files of alerts and recording rules, whoever wrote them: one file a rule.

What is wrong with their expressions is said by `expressions`, for dashboards and rules alike.
"""

from archestra_ops.prometheus.rule_lint.linter import Source, check, metrics
from archestra_ops.prometheus.rule_lint.tables import documentation

__all__ = ["Source", "check", "documentation", "metrics"]
