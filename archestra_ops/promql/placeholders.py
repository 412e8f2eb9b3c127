"""Signals in an expression, `{{ connections_used }}`: which there are, and PromQL put in."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import Final

from archestra_ops.errors import PromQLError
from archestra_ops.promql.tokens import Token, signal_name, splice, tokens

# Between these an argument stands alone, so that it needs no brackets of its own.
_OPENS: Final = frozenset({"", "(", ","})
_CLOSES: Final = frozenset({"", ")", ","})


@lru_cache(maxsize=1024)
def signals(expr: str) -> frozenset[str]:
    """The signals that *expr* has placeholders for; text within strings does not count."""
    return frozenset(signal_name(token) for token in tokens(expr) if token.kind == "signal")


def expand(expr: str, bindings: Mapping[str, str]) -> str:
    """Put the PromQL of *bindings* in for each placeholder, in brackets where it needs them.

    It needs none where it is the whole expression, a whole argument, or bracketed already.
    Comments round the PromQL are left out. Raises PromQLError for a signal without a binding.
    """
    found = tokens(expr)
    edits: list[tuple[int, int, str]] = []
    for at, token in enumerate(found):
        if token.kind != "signal":
            continue
        bound = _bound(signal_name(token), bindings)
        before = found[at - 1].text if at else ""
        alone = before in _OPENS and found[at + 1].text in _CLOSES
        edits.append((token.start, token.end, bound if alone else _bracketed(bound)))
    return splice(expr, edits)


def _bound(name: str, bindings: Mapping[str, str]) -> str:
    if name not in bindings:
        near = get_close_matches(name, bindings, n=1)
        known = ", ".join(sorted(bindings)) or "none"
        hint = f"did you mean '{near[0]}'?" if near else f"known signals: {known}"
        raise PromQLError(f"no signal named '{name}'", hint=hint)
    text = bindings[name]
    *kept, _ = tokens(text)
    if not kept:
        raise PromQLError(f"signal '{name}' is bound to nothing", hint="bind it to PromQL")
    return text[kept[0].start : kept[-1].end]


def _bracketed(text: str) -> str:
    return text if _is_bracketed(tokens(text)) else f"({text})"


def _is_bracketed(found: list[Token]) -> bool:
    """Whether the first token opens a bracket that only the last one closes."""
    depth = 0
    for at, token in enumerate(found):
        depth += (token.text == "(") - (token.text == ")")
        if depth == 0:
            return token.text == ")" and found[at + 1].kind == "end"
    return False
