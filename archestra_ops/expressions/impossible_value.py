"""A matcher that no value of the label can fulfil."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from functools import cache

from archestra_ops import promql
from archestra_ops.expressions.wrong import Wrong
from archestra_ops.packs.catalogue import Catalogue
from archestra_ops.promql.backtracking import takes_too_long


def find(expr: str, catalogue: Catalogue) -> Iterator[Wrong]:
    """The matchers of *expr* that fit none of the values which the label can have."""
    for selector in promql.selectors(expr):
        for matcher in selector.matchers:
            values = catalogue.values_of(selector.name or "", matcher.label)
            if values is None or promql.variables(matcher.value):
                continue
            if not any(fits(matcher, value) for value in values):
                known = ", ".join(repr(value) for value in values)
                yield Wrong(
                    f"no '{selector.name}' has {matcher}", f"values of '{matcher.label}': {known}"
                )


def fits(matcher: promql.Matcher, value: str) -> bool:
    """Whether a label with *value* (empty where it is absent) fulfils *matcher*."""
    if matcher.op in ("=", "!="):
        return (value == matcher.value) == (matcher.op == "=")
    pattern = _pattern(matcher.value)
    # Where Go's syntax is not Python's, or Python is too slow, the engine has the last word.
    if pattern is None or takes_too_long(pattern, value):
        return True
    return (pattern.fullmatch(value) is not None) == (matcher.op == "=~")


@cache
def _pattern(text: str) -> re.Pattern[str] | None:
    """A regular expression, or None where Python lacks it, or reads it otherwise than Go."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", FutureWarning)  # of `[[:alpha:]]`
            return re.compile(text, re.DOTALL)
    except (re.error, FutureWarning, OverflowError, RecursionError):
        return None
