"""An expression made plain for promql-parser: improbable constants for Grafana's variables."""

from __future__ import annotations

import re
from typing import Final

from archestra_ops.errors import PromQLError
from archestra_ops.promql.grafana import VARIABLE, replace_variables
from archestra_ops.promql.strings import decoded, quoted, shortened
from archestra_ops.promql.tokens import Token, signal_name, splice, tokens

# A prime that nobody writes.
NUMBER: Final = "7919"
DURATION: Final = "7919s"
NAME: Final = "grafana_variable"

_DURATION: Final = re.compile(rf"(?:{VARIABLE})(?:ms|[smhdwy])?", re.ASCII)
_LISTS: Final = frozenset({"by", "without", "on", "ignoring", "group_left", "group_right"})


def without_variables(expr: str) -> str:
    """Put a constant in for each Grafana variable, of the kind that its place asks for.

    Within a string it stays text; between square brackets and behind `offset` it is a duration;
    in a label list, before a window and before braces a name; elsewhere a number. A string
    between backticks that holds a backslash is spelled anew: promql-parser takes that for an
    escape. Raises PromQLError where a placeholder for a signal is left.
    """
    if not any(mark in expr for mark in ("$", "[[", "`", "{{")):
        return expr
    found = tokens(expr)
    edits: list[tuple[int, int, str]] = []
    within = ""
    for at, token in enumerate(found):
        if token.kind == "signal":
            raise _left(expr, signal_name(token))
        within = _within(found, at, within)
        new = _variable(found, at, within) if token.kind == "variable" else _other(token)
        if new != token.text:
            edits.append((token.start, token.end, new))
    return splice(expr, edits)


def _within(found: list[Token], at: int, within: str) -> str:
    """What *found[at]* stands in: `{` matchers, `(` a label list, or neither of them."""
    token = found[at]
    if token.text == "{" or (token.text == "(" and found[at - 1].text.lower() in _LISTS):
        return token.text
    return "" if token.text in ("}", ")") else within


def _variable(found: list[Token], at: int, within: str) -> str:
    before, follows = found[at - 1], found[at + 1]
    if within == "{" and before.kind == "operator":
        return quoted(NAME)
    if within or follows.kind == "range" or follows.text == "{":
        return NAME
    if before.text in ("-", "+"):
        before = found[at - 2]
    if before.text.lower() != "offset":
        return NUMBER
    # A unit may follow at once: `offset ${__range_s}s`.
    has_unit = follows.kind == "name" and follows.start == found[at].end
    return NUMBER if has_unit else DURATION


def _other(token: Token) -> str:
    if token.kind == "range":
        return _DURATION.sub(DURATION, token.text)
    if token.kind == "name":
        return replace_variables(token.text, NAME)
    if token.kind == "string" and token.text[0] == "`" and "\\" in token.text:
        return quoted(decoded(token.text))
    return token.text


def _left(expr: str, name: str) -> PromQLError:
    return PromQLError(
        f"expression '{shortened(expr)}' still has a placeholder for signal '{name}'",
        hint="put PromQL in for signals first",
    )
