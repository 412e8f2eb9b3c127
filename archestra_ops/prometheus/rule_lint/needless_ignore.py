"""A comment that switches off a rule which finds nothing there.

What was wrong has been put right, the rule's name is misspelt, or the comment stands elsewhere: the
next finding of that rule would go unseen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from archestra_ops.packs.structure import did_you_mean
from archestra_ops.prometheus.rule_lint.comments import Ignore
from archestra_ops.prometheus.rule_lint.problem import Problem


def find_in_comment(
    ignore: Ignore, applied: Collection[str], known: Collection[str]
) -> Iterator[Problem]:
    """The rules of *ignore* that met nothing; of those that are not *applied* nobody can tell."""
    if not ignore.rules:
        yield Problem(
            "this comment names no rule", "write '# ops: ignore RULE because …'", line=ignore.line
        )
    for rule in ignore.rules:
        if rule not in known:
            hint = did_you_mean(rule, known)
            yield Problem(f"this comment names {rule!r}, which is no rule", hint, line=ignore.line)
        elif rule in applied and rule not in ignore.met:
            said = f"this comment switches off {rule!r}, which finds nothing here"
            yield Problem(said, "take it out", line=ignore.line)
