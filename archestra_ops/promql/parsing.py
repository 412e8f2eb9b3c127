"""Whether an expression is valid PromQL, by promql-parser."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Final

import promql_parser
from promql_parser import Expr

from archestra_ops.errors import PromQLError
from archestra_ops.promql.functions import NAMES
from archestra_ops.promql.grammar import tree
from archestra_ops.promql.plain import without_variables
from archestra_ops.promql.strings import shortened

_UNKNOWN_FUNCTION: Final = re.compile(r"unknown function with name '(.+)'")
_HINTS: Final = (
    ("expected type matrix", "give it a window, as in rate(name[5m])"),
    ("expected type vector", "a range needs rate() or its like around it, a number vector()"),
    ("expected type scalar", "put scalar() around a vector of one series"),
    ("illegal regex", "regular expressions are RE2: no look-around, no back-references"),
    ("at least one non-empty matcher", "name a metric, or write a matcher that '' does not match"),
    ("BOOL modifier", "write the comparison with bool, as in 1 > bool 2"),
)
_HINT: Final = "the grammar is that of Prometheus 3.8, without experimental features"


def parse(expr: str) -> Expr:
    """Parse *expr*; a Grafana variable in it counts as what can stand in its place.

    See plain.without_variables. Raises PromQLError, also where a signal's placeholder is left.
    """
    # First ours: it says where, and it bounds what promql-parser would overflow its stack on.
    tree(expr)
    try:
        return promql_parser.parse(without_variables(expr))
    except ValueError as error:
        reason = " ".join(str(error).split())
        raise PromQLError(
            f"expression '{shortened(expr)}' is not valid: {reason}", hint=_hint(reason)
        ) from error


def _hint(reason: str) -> str:
    unknown = _UNKNOWN_FUNCTION.search(reason)
    if unknown:
        if unknown[1] == "holt_winters":
            return "it is called 'double_exponential_smoothing' since Prometheus 3"
        near = get_close_matches(unknown[1], NAMES, n=1)
        return f"did you mean '{near[0]}'?" if near else _HINT
    return next((hint for part, hint in _HINTS if part in reason), _HINT)
