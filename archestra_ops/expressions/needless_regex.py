"""A regular expression where none is needed.

A pattern always has to fit the whole value, so that `^` and `$` around it say nothing. One without
any special character is a plain text, which is found faster. One that fits everything is no
condition, but looks like one.
https://prometheus.io/docs/prometheus/latest/querying/basics/#instant-vector-selectors
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archestra_ops import promql
from archestra_ops.expressions.odd_regex import matches_everything
from archestra_ops.expressions.wrong import Wrong
from archestra_ops.packs.catalogue import Catalogue

_SPECIAL = re.compile(r"[\\.+*?()|\[\]{}^$]")


def find(expr: str, catalogue: Catalogue) -> Iterator[Wrong]:
    """The matchers of *expr* that need no regular expression, or none of what it says."""
    del catalogue  # this needs no knowledge of metrics
    if "~" not in expr:
        return
    for selector in promql.selectors(expr):
        for matcher in selector.matchers:
            if matcher.op in ("=~", "!~") and matcher.label != "__name__":
                yield from _judged(matcher)


def _judged(matcher: promql.Matcher) -> Iterator[Wrong]:
    pattern = matcher.value
    if promql.variables(pattern):
        return
    if not _SPECIAL.search(pattern):
        op = "=" if matcher.op == "=~" else "!="
        plain = promql.Matcher(matcher.label, op, pattern)
        yield Wrong(f"{matcher} has no pattern in it", f"write {plain}")
    elif matcher.op == "=~" and matches_everything(matcher):
        yield Wrong(f"{matcher} fits everything", "leave it out, or write '.+' where one must be")
    elif pattern.startswith("^") or (pattern.endswith("$") and not pattern.endswith("\\$")):
        yield Wrong(
            f"{matcher} is anchored, which every pattern is by itself", "leave out '^' and '$'"
        )
