"""Text put into an expression: values for `${path}`, PromQL for a macro, labels into groupings."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from archestra_ops.errors import PromQLError
from archestra_ops.promql.strings import quoted, shortened
from archestra_ops.promql.tokens import Token, splice, tokens

_VALUE: Final = re.compile(r"\$\{([^}\n]*)\}")
_GROUPING: Final = frozenset({"by", "on"})


def fill(expr: str, value_of: Callable[[str], str]) -> str:
    """Put what *value_of* gives for its path in for each `${path}`.

    Within a string between quotes the value is escaped for it; elsewhere it goes in as it is.
    Raises PromQLError where *expr* is no PromQL, or a value cannot stand between backticks.
    """
    if "${" not in expr:
        return expr
    strings = [token for token in tokens(expr) if token.kind == "string"]
    edits = []
    for found in _VALUE.finditer(expr):
        value = value_of(found[1])
        within = next((s for s in strings if s.start <= found.start() < s.end), None)
        text = value if within is None else _escaped(value, within.text[0])
        edits.append((found.start(), found.end(), text))
    return splice(expr, edits)


def replace_calls(expr: str, name: str, make: Callable[[str, str], str]) -> str:
    """Put what *make* gives for selector and window in for each call `name(selector[window])`.

    The call is no function of PromQL but a macro, so its argument has to be just that. Raises
    PromQLError where it is not.
    """
    found = tokens(expr)
    edits = []
    for at, token in enumerate(found):
        if token.kind == "name" and token.text == name and found[at + 1].text == "(":
            close = _closing(found, at + 1, expr)
            window = found[close - 1]
            if window.kind != "range" or close - at < 4 or ":" in window.text:  # noqa: PLR2004
                raise _no_call(expr, name)
            selector = expr[found[at + 2].start : window.start].strip()
            edits.append((token.start, found[close].end, make(selector, window.text[1:-1].strip())))
    return splice(expr, edits)


def keep_labels(expr: str, labels: Sequence[str]) -> str:
    """Add *labels* to every `by (…)` and `on (…)` of *expr*, in front, where they lack."""
    found = tokens(expr)
    edits = []
    for at, (token, after) in enumerate(pairwise(found)):
        if token.text in _GROUPING and token.kind == "name" and after.text == "(":
            close = _closing(found, at + 1, expr)
            there = [one.text for one in found[at + 2 : close] if one.kind == "name"]
            new = ", ".join(label for label in labels if label not in there)
            if new:
                edits.append((after.end, after.end, f"{new}, " if there else new))
    return splice(expr, edits)


def _escaped(value: str, quote: str) -> str:
    if quote == "`":
        if "`" in value:
            raise PromQLError(
                f"'{shortened(value)}' cannot stand between backticks",
                hint="put the string between double quotes",
            )
        return value
    inner = quoted(value)[1:-1]
    return inner if quote == '"' else inner.replace('\\"', '"').replace("'", "\\'")


def _closing(found: list[Token], opening: int, expr: str) -> int:
    """The index of the token that closes the bracket at *opening*."""
    depth = 0
    for at in range(opening, len(found)):
        depth += (found[at].text == "(") - (found[at].text == ")")
        if depth == 0:
            return at
    raise PromQLError(f"expression '{shortened(expr)}' has a bracket that is not closed")


def _no_call(expr: str, name: str) -> PromQLError:
    return PromQLError(
        f"'{name}' in expression '{shortened(expr)}' is not given a selector with a window",
        hint=f"write it as in {name}(requests_total[15m])",
    )
