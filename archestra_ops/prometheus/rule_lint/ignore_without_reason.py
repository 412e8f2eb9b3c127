"""A comment that switches a rule off and does not say why. It is not in force.

Whoever finds it in a year has to know whether it still holds: `# ops: ignore RULE because …`.
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.prometheus.rule_lint.comments import Ignore
from archestra_ops.prometheus.rule_lint.problem import Problem


def find_in_comment(ignore: Ignore) -> Iterator[Problem]:
    """Whether *ignore* lacks its reason."""
    if not ignore.reason:
        yield Problem(
            "this comment switches off nothing: it does not say why",
            "write '# ops: ignore RULE because …'",
            line=ignore.line,
        )
